package io.cellport.blob.s3;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all readers of a store together may use for bytes that nobody has asked for yet. Safe for several
 * threads.
 */
final class ReadAhead {

    private static final int HEAP_PART = 16;

    private final AtomicLong free;

    ReadAhead(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** A sixteenth of the largest heap that this process may have. */
    static ReadAhead ofHeap() {
        return new ReadAhead(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    /** Takes memory if it is free; never waits. */
    boolean take(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(int bytes) {
        free.addAndGet(bytes);
    }

    long free() {
        return free.get();
    }
}
