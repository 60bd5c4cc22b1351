package io.cellport.imports.loader;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to stop. Any thread may set it; the run checks it at each row and heartbeat, and then ends its work with a
 * {@link StoppedException}. The first reason holds. A cancellation after a shutdown has begun is learned from the
 * journal, which then refuses to record the run as interrupted. A shutdown after a cancellation only ends what
 * {@link #isShutDownWithin} waits for. Blocks; safe for several threads.
 */
public final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch shutDown = new CountDownLatch(1);
    private volatile @Nullable Reason reason;

    /** Why a run is stopped. */
    public enum Reason {
        /** The server shuts down: the run goes on at the next start. */
        SHUTDOWN,
        /** The run is cancelled, and the journal has this already. */
        CANCEL,
        /** This node has no room for the run: another one may take it. */
        NO_ROOM,
        /** Another process has taken the run over or ended it, and the journal has this already. */
        LOST
    }

    public synchronized void stop(Reason why) {
        if (reason == null) {
            reason = why;
        }
        stopped.countDown();
        if (why == Reason.SHUTDOWN) {
            shutDown.countDown();
        }
    }

    /** Whether the run is to stop, and for this reason. */
    public boolean isFor(Reason why) {
        return reason == why;
    }

    /** Waits for this time; throws {@link StoppedException} as soon as the run is to stop. */
    public void sleep(Duration time) {
        await(stopped, time);
        check();
    }

    /** Waits for this time; returns true as soon as the server shuts down, even if the run was cancelled before. */
    public boolean isShutDownWithin(Duration time) {
        return await(shutDown, time);
    }

    /** Only a shutdown that has run out of time interrupts the threads of a run, so an interruption counts as one. */
    private boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(Reason.SHUTDOWN);
            return true;
        }
    }

    /** Throws {@link StoppedException} once the run is to stop. */
    public void check() {
        Reason why = reason;
        if (why != null) {
            throw new StoppedException(why);
        }
    }

    /** Thrown on the thread of a run to end its work. */
    public static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        StoppedException(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
