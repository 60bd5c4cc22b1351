package io.cellport.imports.loader;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a run to stop, which it does at the next row or heartbeat. Set from any thread; the first reason holds. */
public final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch shutDown = new CountDownLatch(1);
    private volatile Reason reason;

    /** Why a run is stopped. */
    public enum Reason {
        /** The server shuts down: the run goes on at the next start. */
        SHUTDOWN,
        /** It is cancelled, which is in the journal already. */
        CANCEL
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

    /** Whether the run is to stop for that reason. */
    public boolean isFor(Reason why) {
        return reason == why;
    }

    /** Waits that long; throws {@link StoppedException} as soon as the run is to stop. */
    public void sleep(Duration time) {
        await(stopped, time);
        check();
    }

    /** Waits that long; true at once when the server shuts down. */
    public boolean isShutDownWithin(Duration time) {
        return await(shutDown, time);
    }

    /** An interrupted thread is one that a shutdown has no more time for. */
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

    /** Ends the work of a run from within. */
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
