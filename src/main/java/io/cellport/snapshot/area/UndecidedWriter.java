package io.cellport.snapshot.area;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A writer whose blob is undecided until it is closed: whoever completes it may name it in the index later. Blocks; for
 * one thread.
 *
 * @param undecided the blobs that no sweep deletes
 */
record UndecidedWriter(BlobWriter writer, Set<BlobId> undecided) implements BlobWriter {

    UndecidedWriter {
        undecided.add(writer.id());
    }

    @Override
    public BlobId id() {
        return writer.id();
    }

    @Override
    public void write(ByteBuffer bytes) {
        writer.write(bytes);
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
        try {
            writer.close();
        } finally {
            undecided.remove(id());
        }
    }
}
