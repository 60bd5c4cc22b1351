package io.cellport.imports.journal;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Whether this process has reached the database for a while, promptly and without a failure. After an outage all leases
 * have run out, also those of processes that live. A short outage shows only as a call that waited for a connection.
 * Safe for several threads.
 */
final class Contact {

    /** A lease is renewed so often in its time. */
    private static final int RENEWALS = 3;

    private final long enoughNanos;
    private final long promptNanos;
    private final LongSupplier nanoTime;
    private boolean failed;
    private long since;

    /**
     * A process that starts has not seen an outage.
     *
     * @param enough time without a failure after which others have had time, too: a lease
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Contact(Duration enough, LongSupplier nanoTime) {
        this.enoughNanos = enough.toNanos();
        this.promptNanos = enoughNanos / RENEWALS;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong() - enoughNanos;
    }

    /**
     * Makes a call and remembers whether it failed or was slow.
     *
     * @param call is given the time at which it begins, for {@link #isSteady}
     */
    <T> T noting(LongFunction<T> call) {
        long begun = nanoTime.getAsLong();
        boolean done = false;
        try {
            T result = call.apply(begun);
            done = true;
            return result;
        } finally {
            ended(done, isPrompt(begun));
        }
    }

    private boolean isPrompt(long begun) {
        return nanoTime.getAsLong() - begun <= promptNanos;
    }

    private synchronized void ended(boolean done, boolean isPrompt) {
        if (!done) {
            failed = true;
        } else if (failed || !isPrompt) {
            failed = false;
            since = nanoTime.getAsLong();
        }
    }

    /**
     * Whether no call has failed or was slow for long enough. Ask it when the call has its connection.
     *
     * @param begun when the call began
     */
    synchronized boolean isSteady(long begun) {
        return !failed && isPrompt(begun) && nanoTime.getAsLong() - since >= enoughNanos;
    }
}
