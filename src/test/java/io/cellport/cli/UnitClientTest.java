package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a real server that answers what each test tells it to. */
@Timeout(30)
class UnitClientTest {

    private static final String PATH_BASED = "{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true}}";

    @TempDir
    Path directory;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private final Queue<Handler<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();

    private Vertx vertx;

    private UnitClient client;

    @BeforeEach
    void startServer() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::answer)
                .listen()
                .await();
        client = new UnitClient(URI.create("http://127.0.0.1:" + server.actualPort() + "/"), () -> "t0ken");
    }

    @AfterEach
    void stopServer() {
        vertx.close().await();
    }

    @Test
    void aCellIsCreatedWithATokenAndAJsonBody() {
        answers.add(request -> request.body().onSuccess(body -> {
            requests.add(body + " " + request.getHeader("Authorization") + " " + request.getHeader("Content-Type"));
            request.response().setStatusCode(201).end("{\"d\":{\"results\":{\"Name\":\"a\"}}}");
        }));

        client.createCell("a");

        assertThat(requests).containsExactly("POST /__ctl/Cell", "{\"Name\":\"a\"} Bearer t0ken application/json");
    }

    @Test
    void theNamesOfAllCellsAreReadFromTheResults() {
        answers.add(end(200, "{\"d\":{\"results\":[{\"Name\":\"a\"},{\"Name\":\"b\"}]}}"));

        assertThat(client.cellNames()).containsExactly("a", "b");
    }

    @Test
    void aNameCannotLeaveItsPlaceInTheUrl() {
        answers.add(end(204, ""));

        client.deleteCell("a') or/?x=('ü");

        assertThat(requests).containsExactly("DELETE /__ctl/Cell('a%27%27%29%20or%2F%3Fx%3D%28%27%27%C3%BC')");
    }

    @Test
    void aRefusalShowsTheServersCodeAndText() {
        answers.add(end(
                409,
                "{\"code\":\"PR409-OD-0003\",\"message\":{\"lang\":\"en\",\"value\":\"The entity already exists.\"}}"));

        assertThatThrownBy(() -> client.createCell("a"))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR409-OD-0003 The entity already exists.");
    }

    @Test
    void aRefusalWithoutACodeShowsTheStatus() {
        answers.add(end(502, "<html>Bad gateway</html>"));

        assertThatThrownBy(() -> client.createCell("a"))
                .isInstanceOf(UnitException.class)
                .hasMessage("The server answered with HTTP status 502");
    }

    @Test
    void anUploadArrivesWholeAndIsCountedToItsLastByte() throws IOException {
        byte[] bytes = new byte[5_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >> 8);
        }
        Path file = Files.write(directory.resolve("s.zip"), bytes);
        List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
        answers.add(end(200, PATH_BASED));
        answers.add(request -> {
            request.body().onSuccess(body -> {
                received.add(body.getBytes());
                requests.add(request.getHeader("Content-Length") + " " + request.getHeader("Transfer-Encoding"));
                request.response().setStatusCode(201).end();
            });
            request.response().writeContinue();
        });
        List<Long> counts = Collections.synchronizedList(new ArrayList<>());

        client.upload("c", "s", file, counts::add);

        assertThat(received).containsExactly(bytes);
        assertThat(requests).containsExactly("GET /", "PUT /c/__snapshot/s.zip", "5000000 null");
        assertThat(counts).isSorted().hasSizeGreaterThan(10).last().isEqualTo(5_000_000L);
    }

    @Test
    void anUploadThatIsRefusedShowsTheCode() throws IOException {
        Path file = Files.write(directory.resolve("s.zip"), new byte[50_000_000]);
        answers.add(end(200, PATH_BASED));
        answers.add(end(413, "{\"code\":\"PR413-DV-0001\",\"message\":{\"lang\":\"en\",\"value\":\"Too large.\"}}"));

        assertThatThrownBy(() -> client.upload("c", "s", file, sent -> {}))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR413-DV-0001 Too large.");
    }

    @Test
    void anUploadThatTheServerCutsOffIsToldAsBroken() throws IOException {
        Path file = Files.write(directory.resolve("s.zip"), new byte[50_000_000]);
        answers.add(end(200, PATH_BASED));
        answers.add(request -> {
            request.handler(firstBytes -> request.connection().close());
            request.response().writeContinue();
        });

        assertThatThrownBy(() -> client.upload("c", "s", file, sent -> {}))
                .isInstanceOf(UnitException.class)
                .hasMessageStartingWith("The connection to http://127.0.0.1:");
    }

    @Test
    void whatStandsStillIsGivenUp() {
        CompletableFuture<String> exchange = new CompletableFuture<>();

        assertThatThrownBy(() -> new StallGuard(() -> 7, Duration.ofMillis(10)).await(exchange))
                .isInstanceOf(IOException.class);
        assertThat(exchange).isCancelled();
    }

    @Test
    void whatMovesIsWaitedFor() throws Exception {
        CompletableFuture<String> exchange = new CompletableFuture<>();
        AtomicLong position = new AtomicLong();
        StallGuard guard = new StallGuard(
                () -> {
                    if (position.incrementAndGet() == 6) {
                        exchange.complete("answer");
                    }
                    return position.get();
                },
                Duration.ofMillis(10));

        assertThat(guard.await(exchange)).isEqualTo("answer");
    }

    @Test
    void theFormOfCellUrlsIsAskedForOnce() {
        answers.add(end(200, "{\"unit\":{\"url\":\"http://u.example:81/\",\"path_based_cellurl_enabled\":false}}"));

        assertThat(client.importUrl("c")).hasToString("http://c.u.example:81/__import");
        assertThat(client.snapshotUrl("c", "s")).hasToString("http://c.u.example:81/__snapshot/s.zip");
        assertThat(requests).containsExactly("GET /");
    }

    @Test
    void theThreeStatusesAreUnderstood() {
        answers.add(end(200, PATH_BASED));
        answers.add(end(200, "{\"status\":\"ready\"}"));
        answers.add(end(
                200,
                "{\"status\":\"importation in progress\",\"started_at\":\"2026-01-02T03:04:05.678Z\","
                        + "\"progress\":\"45%\",\"importation_name\":\"s\"}"));
        answers.add(end(
                200,
                "{\"status\":\"import failed\",\"started_at\":\"2026-01-02T03:04:05.678Z\",\"progress\":\"7%\","
                        + "\"importation_name\":\"s\",\"message\":{\"code\":\"PR409-OD-0003\","
                        + "\"message\":{\"lang\":\"en\",\"value\":\"The entity already exists.\"}}}"));

        StatusReport ready = client.importStatus("c");
        StatusReport running = client.importStatus("c");
        StatusReport failed = client.importStatus("c");

        assertThat(ready).isEqualTo(new StatusReport("ready", "", 0, "", ""));
        assertThat(running.isActive()).isTrue();
        assertThat(running.line()).isEqualTo("importation in progress: s, 45%, since 2026-01-02T03:04:05.678Z");
        assertThat(failed.isFailed()).isTrue();
        assertThat(failed.error()).isEqualTo("PR409-OD-0003 The entity already exists.");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        UnitClient lost = new UnitClient(URI.create("http://127.0.0.1:" + port + "/"), () -> "t0ken");

        assertThatThrownBy(lost::cellNames)
                .isInstanceOf(UnitException.class)
                .hasMessage("No server answers at http://127.0.0.1:%d/", port);
    }

    private void answer(HttpServerRequest request) {
        requests.add(request.method() + " " + request.uri());
        answers.remove().handle(request);
    }

    private static Handler<HttpServerRequest> end(int status, String body) {
        return request -> request.response().setStatusCode(status).end(body);
    }
}
