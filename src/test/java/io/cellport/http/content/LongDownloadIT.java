package io.cellport.http.content;

import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request keeps the content that it began with, and nothing keeps a content that no request reads. */
class LongDownloadIT {

    /** More than the buffers of both sockets hold. */
    private static final int LARGE = 16 << 20;

    private static final String FILE = "cell/box1/large.bin";

    @TempDir
    Path data;

    @TempDir
    Path snapshots;

    @AutoClose
    private TestUnit unit;

    private Accounts cell;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(data);
        cell = Accounts.importedInto(unit, "cell", snapshot(1));
    }

    private Path snapshot(long seed) throws IOException {
        SnapshotBuilder made =
                SnapshotBuilder.snapshot().seed(seed).bigFile("large.bin", LARGE, Content.random(seed, LARGE));
        return made.writeTo(snapshots.resolve(seed + ".zip"));
    }

    @Test
    void aDownloadEndsWithTheContentThatItBeganWith() throws IOException {
        byte[] before = bytes();
        try (RawClient slow = download(FILE)) {
            assertThat(cell.importAgain(snapshot(2))).isEqualTo("ready");

            byte[] after = bytes();
            assertThat(after).hasSize(LARGE).isNotEqualTo(before);
            assertThat(generations()).hasSize(2);
            assertThat(slow.bytes(LARGE)).isEqualTo(before);
        }

        await().untilAsserted(() -> assertThat(generations()).hasSize(1));
        assertThat(bytes()).isNotEqualTo(before);
    }

    @Test
    void clientsThatGoAwayKeepNothing() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (String path : List.of(FILE, FILE, FILE, "cell/box1/no", "cell/nobox/x", "cell/box1")) {
            clients.add(download(path));
        }
        assertThat(cell.importAgain(snapshot(2))).isEqualTo("ready");
        assertThat(generations()).hasSize(2);

        for (RawClient client : clients) {
            client.close();
        }

        await().untilAsserted(() -> assertThat(generations()).hasSize(1));
    }

    @Test
    void aCellHasOnlyItsShareOfTheDownloads() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            clients.add(download(FILE));
        }

        HttpResponse<String> refused = unit.send(unit.request(FILE));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(code(refused)).isEqualTo("PR503-SV-0001");
        assertThat(TestUnit.header(refused, "ETag")).isEmpty();
        assertThat(unit.send(unit.request("cell/box1")).statusCode()).isEqualTo(200);
        for (RawClient client : clients) {
            client.close();
        }
        await().until(() ->
                unit.send(unit.request(FILE).header("Range", "bytes=0-0")).statusCode() == 206);
    }

    @Test
    void readersSeeTheOldContentUntilTheNewOneIsWhole() throws IOException {
        Path next = SnapshotBuilder.snapshot()
                .seed(3)
                .userData(20_000, 200)
                .bigFile("large.bin", 3, Content.of("new"))
                .writeTo(snapshots.resolve("next.zip"));
        unit.send(unit.request("cell/__snapshot/next.zip").PUT(BodyPublishers.ofFile(next)));
        unit.post("cell/__import", "{\"Name\":\"next\"}");

        int duringTheImport = 0;
        boolean isOld = true;
        while (isOld) {
            HttpResponse<String> part = unit.send(unit.request(FILE).header("Range", "bytes=0-2"));
            String total = TestUnit.header(part, "Content-Range");
            isOld = total.endsWith("/" + LARGE);
            assertThat(isOld || part.body().equals("new")).isTrue();
            boolean isActive = new JsonObject(
                            unit.send(unit.request("cell/__import")).body())
                    .getString("status")
                    .equals("importation in progress");
            assertThat(isOld && !isActive && isOldNow()).isFalse();
            duringTheImport++;
        }
        assertThat(duringTheImport).isPositive();
    }

    private boolean isOldNow() {
        return TestUnit.header(unit.send(unit.request(FILE).header("Range", "bytes=0-2")), "Content-Range")
                .endsWith("/" + LARGE);
    }

    @Test
    void aLostContentIsToldAndNothingIsHeld() throws IOException {
        Files.delete(generations().get(0));

        HttpResponse<String> answer = unit.send(unit.request(FILE));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(code(answer)).isEqualTo("PR500-MC-0003");
        assertThat(cell.importAgain(snapshot(2))).isEqualTo("ready");
        assertThat(bytes()).hasSize(LARGE);
    }

    /** Begins a request and reads the head of its answer only. */
    private RawClient download(String path) throws IOException {
        RawClient client = new RawClient(unit);
        client.send("GET /" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken() + "\r\n\r\n");
        assertThat(client.head()).startsWith("HTTP/1.1 ");
        return client;
    }

    private byte[] bytes() {
        return unit.send(unit.request(FILE), BodyHandlers.ofByteArray()).body();
    }

    private List<Path> generations() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("cells").resolve(unit.cellId("cell")))) {
            return files.filter(file -> file.toString().endsWith(".db")).toList();
        }
    }
}
