package io.cellport.blob;

import java.nio.ByteBuffer;

/**
 * A blob that is being written, from its first byte to its last. Blocks; for one thread at a time. What the storage refuses is
 * a {@link io.cellport.storage.StoreException}, or {@code PR503-SV-0005} if it is full; then all that is left to do is to close the writer.
 */
public interface BlobWriter extends AutoCloseable {

    /** The name that the blob will have. */
    BlobId id();

    /** Appends what remains in the buffer. */
    void write(ByteBuffer bytes);

    /** Digest of what is written so far, in lower-case hexadecimal. */
    String sha256();

    /** Completes the blob: when this returns, its bytes and its name outlast a power loss. */
    Blob commit();

    /** Throws away what is written, unless it was committed. */
    @Override
    void close();
}
