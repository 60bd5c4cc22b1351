package io.cellport.importer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a run to stop, which it does at the next row or heartbeat. Set from any thread; the first reason holds. */
final class StopSignal {

    private final CountDownLatch shutDown = new CountDownLatch(1);
    private volatile Reason reason;

    /** Why a run is stopped. */
    enum Reason {
        /** The server shuts down: the run goes on at the next start. */
        SHUTDOWN,
        /** Somebody called it off. */
        CANCEL
    }

    synchronized void stop(Reason why) {
        if (reason == null) {
            reason = why;
        }
        if (why == Reason.SHUTDOWN) {
            shutDown.countDown();
        }
    }

    /** Whether the run is to stop for that reason. */
    boolean isFor(Reason why) {
        return reason == why;
    }

    /** Waits that long; true at once when the server shuts down. */
    boolean isShutDownWithin(Duration time) {
        try {
            return shutDown.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Throws {@link StoppedException} once the run is to stop. */
    void check() {
        Reason why = reason;
        if (why != null) {
            throw new StoppedException(why);
        }
    }

    /** Ends the work of a run from within. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        StoppedException(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }
}
