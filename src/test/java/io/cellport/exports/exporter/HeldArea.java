package io.cellport.exports.exporter;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A snapshot area that tells of each write of a new blob before it happens. */
final class HeldArea implements SnapshotArea {

    private final SnapshotArea area;

    final AtomicInteger writes = new AtomicInteger();

    /** Called before each write, on the thread that writes. */
    volatile Runnable beforeWrite = () -> {};

    /** Called when a blob is complete, and again when its writer is closed. */
    volatile Runnable afterWrites = () -> {};

    HeldArea(SnapshotArea area) {
        this.area = area;
    }

    @Override
    public BlobWriter begin(String cellId) {
        return new Writer(area.begin(cellId));
    }

    @Override
    public StoredSnapshot commit(
            String cellId, String fileName, String contentType, BlobWriter bytes, Precondition precondition) {
        return area.commit(cellId, fileName, contentType, ((Writer) bytes).writer, precondition);
    }

    @Override
    public void discard(Blob blob) {
        area.discard(blob);
    }

    @Override
    public Optional<StoredSnapshot> find(String cellId, String fileName) {
        return area.find(cellId, fileName);
    }

    @Override
    public List<StoredSnapshot> list(String cellId) {
        return area.list(cellId);
    }

    @Override
    public Optional<BlobReader> open(BlobId blob) {
        return area.open(blob);
    }

    @Override
    public boolean delete(String cellId, String fileName, Precondition precondition) {
        return area.delete(cellId, fileName, precondition);
    }

    @Override
    public void deleteFiles(String cellId) {
        area.deleteFiles(cellId);
    }

    @Override
    public void sweep() {
        area.sweep();
    }

    private final class Writer implements BlobWriter {

        private final BlobWriter writer;

        Writer(BlobWriter writer) {
            this.writer = writer;
        }

        @Override
        public BlobId id() {
            return writer.id();
        }

        @Override
        public void write(ByteBuffer bytes) {
            writes.incrementAndGet();
            beforeWrite.run();
            writer.write(bytes);
        }

        @Override
        public String sha256() {
            return writer.sha256();
        }

        @Override
        public Blob commit() {
            Blob blob = writer.commit();
            afterWrites.run();
            return blob;
        }

        @Override
        public void close() {
            writer.close();
            afterWrites.run();
        }
    }
}
