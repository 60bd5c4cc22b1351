package io.cellport.imports.importer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which operation of an import fails: the n-th, and, if the fault persists, all that come after it until it is
 * lifted. Only operations of the importer's own threads count, so that n means the same each time. Safe for several
 * threads.
 */
final class Faults {

    private final AtomicLong passed = new AtomicLong();
    private volatile long failAt;
    private volatile boolean persistent;
    private volatile boolean fired;

    /** From now on the n-th operation fails, counted from 1. */
    void arm(long n, boolean persists) {
        passed.set(0);
        fired = false;
        persistent = persists;
        failAt = n;
    }

    void lift() {
        failAt = 0;
    }

    /** Whether an operation has failed since {@link #arm}. */
    boolean hasFired() {
        return fired;
    }

    /** Whether the operation that is about to be done is to fail. */
    boolean strikes() {
        String thread = Thread.currentThread().getName();
        if (failAt == 0 || !(thread.startsWith("cellport-import") || thread.startsWith("cellport-admission"))) {
            return false;
        }
        long n = passed.incrementAndGet();
        boolean strikes = n == failAt || (persistent && n > failAt);
        fired |= strikes;
        return strikes;
    }

    /** How many operations were done since {@link #arm}. */
    long passed() {
        return passed.get();
    }
}
