package io.cellport.blob.s3;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobTransfers;
import io.cellport.blob.BlobWriter;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** Large blobs, and many slow ones, in a small heap. */
class S3MemoryIT {

    private static final int THREADS = 4;

    private static final int PIECES_OF_A_THREAD = 64;

    private static final int PIECE = 1 << 20;

    /** Uploads and downloads that wait for their clients. */
    private static final int SLOW = 50;

    @TempDir
    Path directory;

    @Test
    void aQuarterOfAGigabyteGoesUpAndDownBesideManySlowTransfers() throws Exception {
        S3Location location = S3Mock.newLocation();
        Path log = directory.resolve("log");

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3MemoryIT.class.getName(),
                        location.endpoint().orElseThrow().toString(),
                        location.prefix(),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(process.waitFor()).as(() -> tail(log)).isZero();
        assertThat(S3Mock.unfinishedUploads(location)).isZero();
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "no log";
        }
    }

    /** The process with the small heap. */
    public static void main(String[] arguments) throws Exception {
        S3Location location =
                new S3Location(S3Mock.BUCKET, arguments[1], Optional.of(URI.create(arguments[0])), Optional.empty());
        Path directory = Path.of(arguments[2]);
        WorkerPool pool = new WorkerPool("cellport-copy", THREADS, THREADS);
        try (S3BlobStore store = S3BlobStore.open(
                location, directory, AnonymousCredentialsProvider.create(), S3Patience.USUAL, ReadAhead.ofHeap())) {
            List<AutoCloseable> slow = slowTransfers(store);
            together(THREADS, number -> {
                Blob blob = write(store, number);
                Path file = directory.resolve("file" + number);
                new BlobTransfers(pool).download(store, blob, file, () -> {});
                readSlowly(store, blob);
                return null;
            });
            for (AutoCloseable transfer : slow) {
                transfer.close();
            }
        }
        System.exit(0);
    }

    private static List<AutoCloseable> slowTransfers(BlobStore store) throws Exception {
        List<AutoCloseable> slow = new ArrayList<>();
        byte[] almostAPart = new byte[PartFile.MOST_BYTES - 1];
        for (int i = 0; i < SLOW; i++) {
            BlobWriter writer = store.create("slow");
            writer.write(ByteBuffer.wrap(almostAPart));
            slow.add(writer);
        }
        try (BlobWriter writer = store.create("slow")) {
            writer.write(ByteBuffer.wrap(almostAPart));
            Blob blob = writer.commit();
            for (int i = 0; i < SLOW; i++) {
                BlobReader reader = store.open(blob.id()).orElseThrow();
                for (int at = 0; at < 2 * PIECE; at += PIECE / 8) {
                    reader.read(ByteBuffer.allocate(PIECE / 8), at);
                }
                slow.add(reader);
            }
        }
        return slow;
    }

    private static Blob write(BlobStore store, int number) {
        Random random = new Random(number);
        byte[] piece = new byte[PIECE];
        try (BlobWriter writer = store.create("cell")) {
            for (int i = 0; i < PIECES_OF_A_THREAD; i++) {
                random.nextBytes(piece);
                writer.write(ByteBuffer.wrap(piece));
            }
            return writer.commit();
        }
    }

    private static void readSlowly(BlobStore store, Blob blob) throws Exception {
        ByteBuffer piece = ByteBuffer.allocate(PIECE / 8);
        try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
            long at = 0;
            for (int count = 0; count >= 0; count = reader.read(piece.clear(), at)) {
                at += count;
            }
            if (at != blob.size()) {
                throw new AssertionError("read " + at + " bytes");
            }
        }
    }
}
