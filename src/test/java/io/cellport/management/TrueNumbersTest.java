package io.cellport.management;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.http.imports.HeldImports;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.WatchedFiles;
import io.cellport.worker.WorkerPool;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a unit over its port is what its metrics say. */
class TrueNumbersTest {

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final CountDownLatch released = new CountDownLatch(1);

    private final HeldImports imports = new HeldImports();

    private TestUnit unit;

    private ManagementClient management;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(
                config(new WatchedFiles(imports).wrap(data)).management().build());
        management = new ManagementClient(unit.managementPort());
        unit.createCell("first");
    }

    @AfterEach
    void stop() {
        released.countDown();
        imports.letGo();
        unit.close();
    }

    @Test
    void endsOfImportsAndWhatTheyHaveStored() throws IOException {
        Path bad = SnapshotBuilder.snapshot()
                .with("10_odata/80_link.pjson", "{not json\n")
                .writeTo(files.resolve("bad.zip"));
        Accounts cell = new Accounts(unit, "first");

        cell.importAgain("good", Accounts.SMALL);
        JsonObject record = newest("first");
        assertNumber("cellport_import_entries_total", record.getLong("entries_done"));
        assertNumber("cellport_import_bytes_total", record.getLong("bytes_done"));
        cell.importAgain("again", Accounts.SMALL);
        assertThat(cell.importAgain("bad", bad)).isEqualTo("import failed");

        assertNumber("cellport_imports_ended_total{code=\"\",end=\"completed\"}", 2);
        assertNumber("cellport_imports_ended_total{code=\"%s\",end=\"failed\"}".formatted(failure("first")), 1);
        assertNumber("cellport_imports_ended_total{code=\"\",end=\"cancelled\"}", 0);
        assertThat(management.number("cellport_import_entries_total"))
                .isGreaterThanOrEqualTo(2.0 * record.getLong("entries_done"));
    }

    @Test
    void importsThatRunWaitOrAreCancelled() throws IOException {
        unit.createCell("second");
        for (String cell : List.of("first", "second")) {
            unit.send(unit.request(cell + "/__snapshot/small1.zip").PUT(BodyPublishers.ofFile(Accounts.SMALL)));
        }
        imports.hold();
        for (String cell : List.of("first", "second")) {
            assertThat(unit.post(cell + "/__import", "{\"Name\":\"small1\"}").statusCode())
                    .isEqualTo(202);
        }

        assertNumber("cellport_imports{state=\"running\"}", 1);
        assertNumber("cellport_imports{state=\"queued\"}", 1);

        for (String cell : List.of("second", "first")) {
            assertThat(unit.send(unit.request(cell + "/__import").DELETE()).statusCode())
                    .isEqualTo(202);
        }
        imports.letGo();
        assertNumber("cellport_imports_ended_total{code=\"\",end=\"cancelled\"}", 2);
        assertNumber("cellport_imports{state=\"running\"}", 0);
        assertNumber("cellport_imports{state=\"queued\"}", 0);
    }

    @Test
    void pollsAndOtherRequestsByRouteAndStatus() {
        for (int i = 0; i < 5; i++) {
            unit.send(unit.request("first/__import"));
        }
        unit.send(unit.request("first/__import").method("HEAD", BodyPublishers.noBody()));
        unit.send(unit.request("first/__import").header("If-None-Match", tag()));
        unit.send(unit.anonymous("first/__import"));
        unit.send(unit.request("first/nothing"));
        unit.send(unit.request("first/__import/nothing/nothing"));

        assertNumber("cellport_requests_total{method=\"GET\",resource=\"CellImport\",status=\"2xx\"}", 7);
        assertNumber("cellport_requests_total{method=\"GET\",resource=\"CellImport\",status=\"3xx\"}", 1);
        assertNumber("cellport_requests_total{method=\"GET\",resource=\"CellImport\",status=\"4xx\"}", 1);
        assertNumber("cellport_requests_total{method=\"none\",resource=\"none\",status=\"4xx\"}", 2);
        assertNumber("cellport_requests_total{method=\"POST\",resource=\"UnitCells\",status=\"2xx\"}", 1);
        assertNumber("cellport_poll_seconds_count", 8);
        assertNumber("cellport_poll_seconds_bucket{le=\"10.0\"}", 8);
        assertThat(management.number("cellport_poll_seconds_sum")).isPositive();
    }

    @Test
    void requestsThatAreNone() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 400");
        }
        try (RawClient client = new RawClient(unit)) {
            client.send("no request at all\r\n\r\n");
            assertThat(client.head()).contains(" 400 ");
        }

        assertNumber("cellport_requests_total{method=\"none\",resource=\"none\",status=\"4xx\"}", 2);
    }

    @Test
    void pollsThatAreHeldAndTheirConnections() throws IOException {
        String tag = tag();
        long connections = (long) management.number("cellport_connections_open");
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), unit.port());
            new RawClient(socket).send("""
                    GET /first/__import HTTP/1.1
                    Host: x
                    Authorization: Bearer %s
                    If-None-Match: %s
                    Prefer: wait=60

                    """.formatted(unit.unitToken(), tag).replace("\n", "\r\n"));
            waiting.add(socket);
        }

        assertNumber("cellport_polls_held", 3);
        assertNumber("cellport_connections_open", connections + 3);

        for (Socket socket : waiting) {
            socket.close();
        }
        assertNumber("cellport_polls_held", 0);
        assertNumber("cellport_connections_open", connections);
        assertNumber("cellport_requests_total{method=\"GET\",resource=\"CellImport\",status=\"aborted\"}", 3);
        assertThat(management.number("cellport_poll_seconds_count"))
                .as("the one without Prefer")
                .isEqualTo(1);
    }

    @Test
    void bytesOfSnapshotFiles() throws IOException {
        long size = Files.size(Accounts.SMALL);

        unit.send(unit.request("first/__snapshot/a.zip").PUT(BodyPublishers.ofFile(Accounts.SMALL)));
        assertNumber("cellport_snapshot_bytes_total{direction=\"upload\"}", size);

        HttpRequest.Builder download = unit.request("first/__snapshot/a.zip");
        assertThat(unit.send(download, BodyHandlers.ofByteArray()).body()).hasSize((int) size);
        unit.send(download.header("Range", "bytes=0-99"), BodyHandlers.discarding());
        assertNumber("cellport_snapshot_bytes_total{direction=\"download\"}", size + 100);
    }

    @Test
    void aFullPool() {
        WorkerPool store = unit.pools().store();
        while (store.refused() < 3) {
            store.run(this::block);
        }

        // Whatever else the threads had to do, they end it and take a call out of the queue.
        await().untilAsserted(() -> {
            store.run(this::block);
            assertThat(management.number("cellport_pool_active{pool=\"cellport-store\"}"))
                    .isEqualTo(4);
            assertThat(management.number("cellport_pool_waiting{pool=\"cellport-store\"}"))
                    .isEqualTo(1_000);
        });
        assertThat(unit.send(unit.request("__ctl/Cell")).statusCode()).isEqualTo(503);
        assertNumber("cellport_pool_refused_total{pool=\"cellport-store\"}", store.refused());
        assertNumber("cellport_requests_total{method=\"GET\",resource=\"UnitCells\",status=\"5xx\"}", 1);

        released.countDown();
        assertNumber("cellport_pool_active{pool=\"cellport-store\"}", 0);
        assertNumber("cellport_pool_waiting{pool=\"cellport-store\"}", 0);
    }

    @Test
    void aLoopThatStandsStill() {
        unit.vertx.getOrCreateContext().runOnContext(now -> block());

        await().until(() -> worstLag() > 1);
    }

    private double worstLag() {
        return management
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("cellport_event_loop_lag_seconds{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }

    private Void block() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private String tag() {
        return unit.send(unit.request("first/__import"))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    /** The code that a poll shows. */
    private String failure(String cell) {
        return new JsonObject(unit.send(unit.request(cell + "/__import")).body())
                .getJsonObject("message")
                .getString("code");
    }

    private JsonObject newest(String cell) {
        return new JsonObject(
                        unit.send(unit.request(cell + "/__import/runs?limit=1")).body())
                .getJsonArray("runs")
                .getJsonObject(0);
    }

    /** Something that a client has seen may be counted a moment later. */
    private void assertNumber(String line, long expected) {
        await().untilAsserted(() -> assertThat(management.number(line)).as(line).isEqualTo((double) expected));
    }
}
