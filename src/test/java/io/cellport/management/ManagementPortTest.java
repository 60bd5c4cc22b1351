package io.cellport.management;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the management port of a running unit takes, and what it refuses. */
class ManagementPortTest {

    private static final String GET = "GET /health/live HTTP/1.1\r\nHost: x\r\n";

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static ManagementClient management;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data).management().build());
        management = new ManagementClient(unit.managementPort());
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @Test
    void aServingUnitLivesAndIsReady() {
        HttpResponse<String> live = management.get("/health/live");
        HttpResponse<String> ready = management.get("/health/ready");

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(TestUnit.header(live, "Content-Type")).isEqualTo("application/json");
        assertThat(TestUnit.header(live, "Cache-Control")).isEqualTo("no-store");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/nothing"})
    void headIsAnsweredAsGetButForTheBody(String path) {
        HttpResponse<String> get = management.get(path);

        HttpResponse<String> head = management.send("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(TestUnit.header(head, "Content-Type")).isEqualTo(TestUnit.header(get, "Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE"})
    void anyOtherMethodIsRefused(String method) {
        HttpResponse<String> refused = management.send(method, "/metrics");

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(TestUnit.header(refused, "Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/health/", "/health/live/", "/Metrics", "/__ctl/Cell", "//metrics"})
    void anyOtherPathIsNotThere(String path) {
        assertThat(management.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theApiIsNotServedHereNorThisThere() {
        assertThat(unit.send(unit.request("health/live")).statusCode()).isEqualTo(404);
        assertThat(unit.send(unit.request("metrics")).statusCode()).isEqualTo(404);
    }

    @Test
    void headsHaveALimit() throws IOException {
        try (RawClient client = connect()) {
            client.send(GET + "X: " + "x".repeat(8 << 10) + "\r\n\r\n");
            assertThat(client.head()).contains(" 431 ");
        }
        try (RawClient client = connect()) {
            client.send("GET /" + "x".repeat(2 << 10) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.head()).contains(" 414 ");
        }
    }

    @Test
    void aConnectionIsClosedAfterTheAnswer() throws IOException {
        try (RawClient client = connect()) {
            client.send(GET + "\r\n");

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200 OK").contains("connection: close");
        }
    }

    @Test
    void aBodyIsNotReadToItsEnd() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");

            assertThat(client.sent(1L << 30)).isLessThan(1L << 30);
        }
    }

    @Test
    void idleConnectionsKeepNobodyOut() throws IOException {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(connect());
            }
            assertThat(management.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(idle.get(0).isClosedByServer()).isTrue();
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
        await().until(() -> management.get("/health/live").statusCode() == 200);
    }

    private static RawClient connect() throws IOException {
        return new RawClient(unit.managementPort());
    }
}
