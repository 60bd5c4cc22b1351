package io.cellport.http.snapshots;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.joran.spi.JoranException;
import io.cellport.FilesBelow;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too little, too slowly or something else than they said. */
class HostileUploadIT {

    private static final int LIMIT = 1 << 20;

    private static final long ENDLESS = 1L << 30;

    /** What the server may read beyond the limit, and what the buffers of both sockets may hold. */
    private static final long IN_FLIGHT = (1L << 20) + (15L << 20);

    private static final String ANNOUNCED = "Content-Length: " + ENDLESS + "\r\n\r\n";

    private static final String ONE_CHUNK = "Transfer-Encoding: chunked\r\n\r\n" + Long.toHexString(ENDLESS) + "\r\n";

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data).snapshotBytes(LIMIT).build());
        unit.createCell("cell1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyIsCutOffSoonBehindTheLimitHoweverFastItComes(boolean chunked) throws IOException {
        for (String target : List.of("PUT /cell1/__snapshot/big.zip", "POST /cell1/__import", "POST /cell1/__token")) {
            try (RawClient client = new RawClient(unit)) {
                client.send(head(target) + (chunked ? ONE_CHUNK : ANNOUNCED));

                assertThat(client.sent(ENDLESS)).as(target).isLessThan(LIMIT + IN_FLIGHT);
                assertThat(client.head()).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
            }
        }
        nothingIsLeft();
    }

    @Test
    void aBodyThatNobodyMaySendIsCutOffToo() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send("PUT /cell1/__snapshot/big.zip HTTP/1.1\r\nHost: x\r\n" + ONE_CHUNK);

            assertThat(client.sent(ENDLESS)).isLessThan(IN_FLIGHT);
            assertThat(client.head()).startsWith("HTTP/1.1 401 ");
        }
        nothingIsLeft();
    }

    @Test
    void whoFallsSilentIsCutOff(@TempDir Path impatientData) throws IOException {
        try (TestUnit patient = new TestUnit(impatientData)) {
            // The disk may take longer than the other would wait.
            patient.createCell("cell1");
        }
        try (TestUnit impatient = new TestUnit(config(impatientData)
                .idleTimeout(Duration.ofSeconds(1))
                .snapshotBytes(LIMIT)
                .build())) {
            whoFallsSilentIsCutOff(impatient);
        }
        assertThat(FilesBelow.of(impatientData.resolve("tmp"))).isEmpty();
        assertThat(FilesBelow.of(impatientData.resolve("snapshots"))).isEmpty();
    }

    private static void whoFallsSilentIsCutOff(TestUnit impatient) throws IOException {
        String token = "Authorization: Bearer " + impatient.unitToken() + "\r\n";
        List<String> beginnings = List.of(
                "",
                "PUT /cell1/__snapshot/slow.zip HTTP/1.1\r\nHost: x\r\nX-A",
                "PUT /cell1/__snapshot/slow1.zip HTTP/1.1\r\nHost: x\r\n" + token + "Content-Length: 10\r\n\r\n123",
                "PUT /cell1/__snapshot/slow2.zip HTTP/1.1\r\nHost: x\r\n" + token
                        + "Transfer-Encoding: chunked\r\n\r\nf\r\n123",
                head("POST /cell1/__token") + "Content-Length: 10\r\n\r\n123");
        List<RawClient> clients = new ArrayList<>();
        for (String beginning : beginnings) {
            clients.add(new RawClient(impatient).send(beginning));
        }
        for (RawClient client : clients) {
            assertThat(client.isClosedByServer()).isTrue();
            client.close();
        }
    }

    @Test
    void aHundredUploadsThatBreakOffLeaveNothing() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String framing =
                    i % 2 == 0 ? "Content-Length: 500000\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n7a120\r\n";
            RawClient client = new RawClient(unit);
            client.send(head("PUT /cell1/__snapshot/aborted" + i + ".zip") + framing + "x".repeat(50_000));
            clients.add(client);
            if (clients.size() == 20) {
                await().until(() -> FilesBelow.of(data.resolve("tmp")).size() == 20);
                for (RawClient each : clients) {
                    each.close();
                }
                clients.clear();
                nothingIsLeft();
            }
        }
        assertThat(code(unit.send(unit.request("cell1/__snapshot/aborted0.zip"))))
                .isEqualTo("PR404-DV-0001");
    }

    @Test
    void whatIsBeyondTheAnnouncedLengthIsNoPartOfTheFile() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT /cell1/__snapshot/short.zip") + "Content-Length: 3\r\n\r\nabcdef\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 201 ");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(unit.send(unit.request("cell1/__snapshot/short.zip")).body()).isEqualTo("abc");
        unit.send(unit.request("cell1/__snapshot/short.zip").DELETE());
        nothingIsLeft();
    }

    @Test
    void withoutALengthThereIsNoBody() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT /cell1/__snapshot/none.zip") + "\r\nabcdef\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 201 ");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(unit.send(unit.request("cell1/__snapshot/none.zip")).body()).isEmpty();
        unit.send(unit.request("cell1/__snapshot/none.zip").DELETE());
    }

    @Test
    void trailersAreNoPartOfTheFileAndNoDefect() throws IOException, JoranException {
        try (RawClient client = new RawClient(unit);
                LogCapture log = new LogCapture()) {
            client.send(head("PUT /cell1/__snapshot/trailers.zip")
                    + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Checksum: 5\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 201 ");
            assertThat(log.text()).doesNotContain("ERROR");
        }
        assertThat(unit.send(unit.request("cell1/__snapshot/trailers.zip")).body())
                .isEqualTo("abc");
        unit.send(unit.request("cell1/__snapshot/trailers.zip").DELETE());
    }

    private static String head(String target) {
        return target + " HTTP/1.1\r\nHost: x\r\n" + (target.contains("__token") ? "" : authorization());
    }

    private static String authorization() {
        return "Authorization: Bearer " + unit.unitToken() + "\r\n";
    }

    private static void nothingIsLeft() {
        await().until(() -> FilesBelow.of(data.resolve("tmp")).isEmpty()
                && FilesBelow.of(data.resolve("snapshots")).isEmpty());
    }
}
