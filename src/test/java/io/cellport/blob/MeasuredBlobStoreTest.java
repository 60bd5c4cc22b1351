package io.cellport.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.metric.CountingMetrics;
import io.cellport.metric.Metric;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counting changes nothing that a store promises. */
class MeasuredBlobStoreTest implements BlobStoreContract {

    private final CountingMetrics metrics = new CountingMetrics();

    @TempDir
    Path data;

    @Override
    public BlobStore store() {
        return new MeasuredBlobStore(new DirectoryBlobStore(data), metrics);
    }

    @Override
    public BlobStore reopened() {
        return store();
    }

    @Test
    void bytesAreCountedInBothDirections() throws IOException {
        BlobId id;
        try (BlobWriter writer = store().create("cell")) {
            writer.write(ByteBuffer.allocate(1_000));
            writer.write(ByteBuffer.allocate(234));
            id = writer.commit().id();
        }
        try (BlobReader reader = store().open(id).orElseThrow()) {
            assertThat(reader.read(ByteBuffer.allocate(100), 1_200)).isEqualTo(34);
            assertThat(reader.read(ByteBuffer.allocate(100), 1_234)).isEqualTo(-1);
        }

        assertThat(metrics.count(Metric.BLOB_BYTES, "up")).isEqualTo(1_234);
        assertThat(metrics.count(Metric.BLOB_BYTES, "down")).isEqualTo(34);
    }
}
