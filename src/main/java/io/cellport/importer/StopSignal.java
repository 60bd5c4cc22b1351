package io.cellport.importer;

/** Asks a run to stop at the next row. Set from any thread. */
final class StopSignal {

    private volatile Reason reason;

    /** Why a run is stopped. */
    enum Reason {
        /** The server shuts down: the run goes on at the next start. */
        SHUTDOWN,
        /** Somebody called it off. */
        CANCEL
    }

    void stop(Reason why) {
        reason = why;
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
