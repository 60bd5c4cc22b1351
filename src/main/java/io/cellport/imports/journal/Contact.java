package io.cellport.imports.journal;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this process has reached the database for a while without a failure. After an outage all leases have run out, also
 * those of processes that live. Safe for several threads.
 */
final class Contact {

    private final long enoughNanos;
    private final LongSupplier nanoTime;
    private boolean failed;
    private long since;

    /**
     * A process that starts has not seen an outage.
     *
     * @param enough time without a failure after which others have had time, too
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Contact(Duration enough, LongSupplier nanoTime) {
        this.enoughNanos = enough.toNanos();
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong() - enoughNanos;
    }

    /** Makes a call and remembers whether it failed. */
    <T> T noting(Supplier<T> call) {
        boolean done = false;
        try {
            T result = call.get();
            done = true;
            return result;
        } finally {
            ended(done);
        }
    }

    private synchronized void ended(boolean done) {
        if (!done) {
            failed = true;
        } else if (failed) {
            failed = false;
            since = nanoTime.getAsLong();
        }
    }

    /** Whether no call has failed for long enough. */
    synchronized boolean isSteady() {
        return !failed && nanoTime.getAsLong() - since >= enoughNanos;
    }
}
