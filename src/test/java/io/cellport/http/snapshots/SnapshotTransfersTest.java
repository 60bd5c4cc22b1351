package io.cellport.http.snapshots;

import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.FilesBelow;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transfers leave behind when the disk or the client gives up. */
class SnapshotTransfersTest {

    private static final String FILE = "cell1/__snapshot/file.zip";

    /** More than the buffers of both sockets hold. */
    private static final int LARGE = 32 << 20;

    @TempDir
    Path data;

    private final Watch disk = new Watch();

    @AutoClose
    private TestUnit unit;

    @BeforeEach
    void start() throws IOException {
        Path watched = new WatchedFiles(disk).wrap(data);
        unit = new TestUnit(watched);
        unit.createCell("cell1");
    }

    @Test
    void anUploadOnAFullDiskIsToldSoAndKeepsWhatIsThere() throws IOException {
        unit.send(unit.request(FILE).PUT(BodyPublishers.ofString("before")));
        disk.isFull = true;

        HttpResponse<String> refused = unit.send(unit.request(FILE).PUT(BodyPublishers.ofString("after")));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(code(refused)).isEqualTo("PR503-SV-0005");
        disk.isFull = false;
        assertThat(unit.send(unit.request(FILE)).body()).isEqualTo("before");
        assertThat(files("tmp")).isEmpty();
        assertThat(files("snapshots")).hasSize(1);
        assertThat(unit.send(unit.request(FILE).PUT(BodyPublishers.ofString("after")))
                        .statusCode())
                .isEqualTo(204);
    }

    /** What was said of the answer that could not be sent would make the client take the next one for its body. */
    @Test
    void anErrorHasNothingOfTheDownloadThatCouldNotBegin() throws IOException {
        unit.send(unit.request(FILE).PUT(BodyPublishers.ofByteArray(new byte[10_000])));
        Files.write(files("snapshots").get(0), new byte[0]);

        try (RawClient client = download()) {
            String error = client.head();
            assertThat(error).startsWith("HTTP/1.1 500 ");
            assertThat(error.toLowerCase(Locale.ROOT))
                    .contains("content-type: application/json")
                    .doesNotContain("etag", "accept-ranges", "content-disposition", "content-length: 10000");
            Matcher length = Pattern.compile("content-length: (\\d+)").matcher(error);
            assertThat(length.find()).isTrue();
            assertThat(client.body(Integer.parseInt(length.group(1))))
                    .startsWith("{")
                    .endsWith("}");
            ask(client);
            assertThat(client.head()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void clientsThatGoAwayInAnAnswerLeaveNoFileOpen() throws IOException {
        unit.send(unit.request(FILE).PUT(BodyPublishers.ofByteArray(new byte[LARGE])));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawClient client = download();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            clients.add(client);
        }
        assertThat(disk.open.get()).isEqualTo(10);

        for (RawClient client : clients) {
            client.close();
        }

        await().until(() -> disk.open.get() == 0);
    }

    @Test
    void oneCellTakesOnlyItsShareOfTheDownloads() throws IOException {
        unit.createCell("cell2");
        for (String cell : List.of("cell1", "cell2")) {
            unit.send(unit.request(cell + "/__snapshot/file.zip").PUT(BodyPublishers.ofByteArray(new byte[LARGE])));
        }
        List<RawClient> clients = new ArrayList<>();
        String head = "";
        while (!head.startsWith("HTTP/1.1 503 ") && clients.size() < 500) {
            RawClient client = download();
            clients.add(client);
            head = client.head();
        }
        assertThat(clients).hasSizeLessThan(500);
        assertThat(unit.send(unit.request("cell2/__snapshot/file.zip").header("Range", "bytes=0-3"))
                        .statusCode())
                .isEqualTo(206);

        for (RawClient client : clients) {
            client.close();
        }

        await().until(() -> disk.open.get() == 0);
        assertThat(unit.send(unit.request(FILE).header("Range", "bytes=0-3")).statusCode())
                .isEqualTo(206);
    }

    @Test
    void pollsAreAnsweredWhileDownloadsWaitForTheDisk() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        unit.send(unit.request(FILE).PUT(BodyPublishers.ofByteArray(bytes)));
        disk.turns.acquire();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(download());
        }
        await().until(() -> disk.turns.getQueueLength() == 4);

        for (int i = 0; i < 100; i++) {
            assertThat(unit.send(unit.request("cell1/__import")).statusCode()).isEqualTo(200);
        }
        assertThat(disk.readByEventLoops).hasValue(0);

        disk.turns.release();
        for (RawClient client : clients) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.bytes(bytes.length)).isEqualTo(bytes);
            client.close();
        }
        assertThat(disk.readByEventLoops).hasPositiveValue();
        assertThat(disk.readUnloaded).hasValue(0);
    }

    private RawClient download() throws IOException {
        return ask(new RawClient(unit));
    }

    private RawClient ask(RawClient client) throws IOException {
        return client.send(
                "GET /" + FILE + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken() + "\r\n\r\n");
    }

    private List<Path> files(String directory) throws IOException {
        return FilesBelow.of(data.resolve(directory));
    }

    /** A disk that can be full or slow, and counts the files that downloads have open. */
    private final class Watch implements FileWatch {

        /** Taken by a test, or by the thread that reads. */
        private final Semaphore turns = new Semaphore(1);

        private final AtomicInteger readByEventLoops = new AtomicInteger();

        private final AtomicInteger readUnloaded = new AtomicInteger();

        private final AtomicInteger loaded = new AtomicInteger();

        private final AtomicInteger open = new AtomicInteger();

        private volatile boolean isFull;

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (operation == Operation.WRITE && isFull && data.relativize(file).startsWith("tmp")) {
                throw new FileSystemException("file", null, "No space left on device");
            }
            if (operation == Operation.READ && Thread.currentThread().getName().startsWith("vert.x-eventloop")) {
                readByEventLoops.incrementAndGet();
                if (loaded.get() == 0) {
                    readUnloaded.incrementAndGet();
                }
            }
            if (operation == Operation.READ && isDownload()) {
                turns.acquireUninterruptibly();
                turns.release();
                loaded.incrementAndGet();
            }
            T result = call.run();
            if (operation == Operation.OPEN && isDownload()) {
                open.incrementAndGet();
            }
            return result;
        }

        @Override
        public void closed() {
            if (isDownload()) {
                open.decrementAndGet();
            }
        }

        private boolean isDownload() {
            return Thread.currentThread().getName().startsWith("cellport-download");
        }
    }
}
