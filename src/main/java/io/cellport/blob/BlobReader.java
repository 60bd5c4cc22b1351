package io.cellport.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A blob, open for reading. A failure of the storage is an {@link IOException} or a
 * {@link io.cellport.storage.StoreException}. Interrupting a thread that reads may close it for all threads. Blocks;
 * safe for several threads.
 */
public interface BlobReader extends AutoCloseable {

    /** Bytes of the whole blob. */
    long size() throws IOException;

    /** Reads at least one byte from an offset on, or returns -1 at the end. */
    int read(ByteBuffer target, long offset) throws IOException;

    /** The file that the blob is, if it lies on a disk of this machine; open as long as this reader is. */
    default Optional<LocalFile> localFile() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
