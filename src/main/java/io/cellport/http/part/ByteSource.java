package io.cellport.http.part;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read from anywhere. Blocks; stateless. */
@FunctionalInterface
public interface ByteSource {

    /** Reads at least one byte from an offset on, or returns -1 at the end. */
    int read(ByteBuffer target, long offset) throws IOException;
}
