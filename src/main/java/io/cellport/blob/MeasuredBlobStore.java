package io.cellport.blob;

import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Counts the bytes that are written to another store and read from it. Blocks; safe for several threads. */
public final class MeasuredBlobStore implements BlobStore {

    private final BlobStore store;
    private final Counter up;
    private final Counter down;

    public MeasuredBlobStore(BlobStore store, Metrics metrics) {
        this.store = store;
        this.up = metrics.counter(Metric.BLOB_BYTES, "up");
        this.down = metrics.counter(Metric.BLOB_BYTES, "down");
    }

    @Override
    public BlobWriter create(String cellId) {
        return new Writer(store.create(cellId), up);
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        return store.open(id).map(reader -> new Reader(reader, down));
    }

    @Override
    public OptionalLong size(BlobId id) {
        return store.size(id);
    }

    @Override
    public void delete(BlobId id) {
        store.delete(id);
    }

    @Override
    public void forEach(Consumer<ListedBlob> action) {
        store.forEach(action);
    }

    @Override
    public void forEach(String cellId, Consumer<ListedBlob> action) {
        store.forEach(cellId, action);
    }

    @Override
    public void deleteUnfinished() {
        store.deleteUnfinished();
    }

    private record Writer(BlobWriter writer, Counter up) implements BlobWriter {

        @Override
        public BlobId id() {
            return writer.id();
        }

        @Override
        public void write(ByteBuffer bytes) {
            int count = bytes.remaining();
            writer.write(bytes);
            up.add(count);
        }

        @Override
        public String sha256() {
            return writer.sha256();
        }

        @Override
        public Blob commit() {
            return writer.commit();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private record Reader(BlobReader reader, Counter down) implements BlobReader {

        @Override
        public long size() throws IOException {
            return reader.size();
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            int count = reader.read(target, offset);
            down.add(Math.max(count, 0));
            return count;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
