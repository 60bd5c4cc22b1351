package io.cellport.blob;

import java.nio.ByteBuffer;

/**
 * Writes a blob from its first byte to its last. A failure of the storage is a
 * {@link io.cellport.storage.StoreException}, or {@code PR503-SV-0005} if it is full; after a failure only close the
 * writer. Blocks; for one thread.
 */
public interface BlobWriter extends AutoCloseable {

    /** The id that the blob will have. */
    BlobId id();

    /** Appends the remaining bytes of the buffer. */
    void write(ByteBuffer bytes);

    /** Digest of the bytes written so far, in lower-case hexadecimal. */
    String sha256();

    /** Completes the blob: when this returns, its bytes and its name survive a power loss. */
    Blob commit();

    /** Deletes the written bytes, unless they were committed. */
    @Override
    void close();
}
