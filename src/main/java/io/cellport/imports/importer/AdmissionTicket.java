package io.cellport.imports.importer;

import org.jspecify.annotations.Nullable;

/**
 * One import request is either accepted or given up, never both: whichever comes first holds. Safe for several threads.
 */
final class AdmissionTicket {

    private Stage stage = Stage.OPEN;
    private @Nullable Thread worker;

    private enum Stage {
        OPEN,
        DECIDED,
        GIVEN_UP
    }

    /** The calling thread begins to examine the snapshot; false if the request was given up. */
    synchronized boolean begin() {
        if (stage != Stage.OPEN) {
            return false;
        }
        worker = Thread.currentThread();
        return true;
    }

    /**
     * The last step before the run is accepted. After true, the request cannot be given up; after false, do not accept.
     */
    synchronized boolean decide() {
        if (stage == Stage.OPEN) {
            stage = Stage.DECIDED;
        }
        return stage == Stage.DECIDED;
    }

    /** Takes the decision back, because the run was not accepted and its snapshot is examined again. */
    synchronized void reopen() {
        if (stage == Stage.DECIDED) {
            stage = Stage.OPEN;
        }
    }

    /**
     * Gives the request up: it will not be accepted, and the thread that examines its snapshot is interrupted.
     *
     * @return false if the request is decided already; the thread that decided answers it
     */
    synchronized boolean giveUp() {
        if (stage == Stage.DECIDED) {
            return false;
        }
        stage = Stage.GIVEN_UP;
        if (worker != null) {
            worker.interrupt();
        }
        return true;
    }

    /** Gives the request up unless a thread is examining its snapshot; false if it was not given up. */
    synchronized boolean giveUpUnlessBegun() {
        return worker == null && giveUp();
    }

    /** Call this on the thread that called {@link #begin}; it is not interrupted for this request any more. */
    synchronized void end() {
        worker = null;
        if (stage == Stage.GIVEN_UP) {
            // The interruption may have come too late to be noticed. The thread's next task must not see it.
            Thread.interrupted();
        }
    }
}
