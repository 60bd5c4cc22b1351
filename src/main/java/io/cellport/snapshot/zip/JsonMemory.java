package io.cellport.snapshot.zip;

import io.cellport.config.Limits;
import io.cellport.worker.MemoryShare;

/** The memory that a small JSON document of a snapshot takes as a tree. Stateless. */
public final class JsonMemory {

    /**
     * Bytes of memory for each byte: an empty object is three bytes with its comma, but a node with a map in memory.
     */
    private static final int COST = 32;

    /** Documents up to this size take nothing from the memory budget. */
    private static final long FREE_BYTES = 32 << 10;

    private JsonMemory() {}

    /**
     * Refuses a document for which even the whole budget is too small.
     *
     * @throws io.cellport.error.ApiException {@code PR400-MC-0006}, naming {@code propertyBytes}
     */
    public static void requireFor(long size, Limits limits, MemoryShare memory) {
        long most = Math.min(limits.propertyBytes(), memory.most() / COST);
        if (size > most) {
            throw Refusal.overLimit("propertyBytes", most);
        }
    }

    /** Bytes that a document of {@code size} bytes takes from the budget while its tree is needed. */
    public static long of(long size) {
        return size <= FREE_BYTES ? 0 : size * COST;
    }
}
