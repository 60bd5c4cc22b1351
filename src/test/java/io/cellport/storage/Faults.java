package io.cellport.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Decides which operation fails: the n-th, and, if the fault persists, all that come after it until it is lifted. Only
 * operations of certain threads count, so that n means the same each time. Safe for several threads.
 */
public final class Faults {

    private final Predicate<String> isCounted;
    private final AtomicLong passed = new AtomicLong();
    private volatile long failAt;
    private volatile boolean persistent;
    private volatile boolean fired;

    /** @param isCounted asked for the name of a thread */
    public Faults(Predicate<String> isCounted) {
        this.isCounted = isCounted;
    }

    /** From now on the n-th operation fails, counted from 1. */
    public void arm(long n, boolean persists) {
        passed.set(0);
        fired = false;
        persistent = persists;
        failAt = n;
    }

    public void lift() {
        failAt = 0;
    }

    /** Whether an operation has failed since {@link #arm}. */
    public boolean hasFired() {
        return fired;
    }

    /** Whether the operation that is about to be done is to fail. */
    boolean strikes() {
        String thread = Thread.currentThread().getName();
        if (failAt == 0 || !isCounted.test(thread)) {
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
