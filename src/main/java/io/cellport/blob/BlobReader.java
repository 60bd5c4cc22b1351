package io.cellport.blob;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A blob, open for reading. Blocks; safe for several threads, but one that is interrupted may close it for all. */
public interface BlobReader extends AutoCloseable {

    /** Bytes of the whole blob. */
    long size() throws IOException;

    /** Reads at least one byte from that offset on, or returns -1 at the end. */
    int read(ByteBuffer target, long offset) throws IOException;

    @Override
    void close() throws IOException;
}
