package io.cellport.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store whose way to S3 breaks as a test plans it. Whatever has happened, nothing may be left behind. */
abstract class FaultyS3 {

    static final S3Patience PATIENCE = new S3Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            4,
            Duration.ofMillis(10),
            Duration.ofMillis(50));

    private static final long MEMORY = 16 << 20;
    static final byte[] SMALL = random(100_000);
    static final byte[] LARGE = random(PartFile.MOST_BYTES + 1_000);

    @TempDir
    Path data;

    final ReadAhead memory = new ReadAhead(MEMORY);
    FaultyProxy proxy;
    S3Location location;
    S3BlobStore store;

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyProxy(S3Mock.port());
        location = S3Mock.newLocation(proxy.port());
        store = S3BlobStore.open(location, data, S3Mock.CREDENTIALS, PATIENCE, memory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        store.close();
        proxy.close();

        assertThat(S3Mock.unfinishedUploads(location)).isZero();
        assertThat(parts()).isEmpty();
        assertThat(memory.free()).isEqualTo(MEMORY);
    }

    /** A store that has written nothing has no directory for parts. */
    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    Blob write(byte[] content) {
        try (BlobWriter writer = store.create("cell")) {
            writer.write(ByteBuffer.wrap(content));
            return writer.commit();
        }
    }

    byte[] read(BlobId id) throws IOException {
        try (BlobReader reader = store.open(id).orElseThrow()) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            ByteBuffer piece = ByteBuffer.allocate(128 << 10);
            while (all.hasRemaining()) {
                assertThat(reader.read(piece.clear(), all.position())).isPositive();
                all.put(piece.flip());
            }
            return all.array();
        }
    }

    List<BlobId> listed() {
        List<BlobId> ids = new ArrayList<>();
        store.forEach((ListedBlob found) -> ids.add(found.id()));
        return ids;
    }
}
