package io.cellport.snapshot.zip;

import io.cellport.config.Limits;
import io.cellport.worker.MemoryShare;

/** What a small JSON document of a snapshot costs as a tree. Stateless. */
public final class JsonMemory {

    /** An empty object takes three bytes with its comma, and a node with an empty map in memory. */
    private static final int COST = 32;

    /** Such a document costs little, and so many at a time are read whatever the heap. */
    private static final long FREE_BYTES = 32 << 10;

    private JsonMemory() {}

    /**
     * Refuses a document that there is no memory for, however long one waits.
     *
     * @throws io.cellport.error.ApiException {@code PR400-MC-0006}, naming {@code propertyBytes}
     */
    public static void requireFor(long size, Limits limits, MemoryShare memory) {
        long most = Math.min(limits.propertyBytes(), memory.most() / COST);
        if (size > most) {
            throw Refusal.overLimit("propertyBytes", most);
        }
    }

    /** Bytes that a document of that many bytes takes of the budget for as long as its tree is needed. */
    public static long of(long size) {
        return size <= FREE_BYTES ? 0 : size * COST;
    }
}
