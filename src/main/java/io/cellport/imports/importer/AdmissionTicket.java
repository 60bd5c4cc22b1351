package io.cellport.imports.importer;

/**
 * Decides, for one request to import, whether it is accepted or has been given up: never both, whichever comes first. Safe
 * for several threads.
 */
final class AdmissionTicket {

    private Stage stage = Stage.OPEN;
    private Thread worker;

    private enum Stage {
        OPEN,
        DECIDED,
        GIVEN_UP
    }

    /** The calling thread begins to examine the snapshot; false if nobody wants to know any more. */
    synchronized boolean begin() {
        if (stage != Stage.OPEN) {
            return false;
        }
        worker = Thread.currentThread();
        return true;
    }

    /** The last step before the run is accepted: false if it must not be; afterwards the request is not given up. */
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
     * Gives the request up: it is not accepted, and whoever examines its snapshot is interrupted.
     *
     * @return false if it is too late, so that the request will be answered by whoever decided
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

    /** Gives the request up if nobody examines its snapshot yet, or any more; false otherwise. */
    synchronized boolean giveUpUnlessBegun() {
        return worker == null && giveUp();
    }

    /** The thread that called {@link #begin} is done, and is not interrupted for this request any more. */
    synchronized void end() {
        worker = null;
        if (stage == Stage.GIVEN_UP) {
            // Also where the interruption came too late to be noticed: the next task of the thread has no part in it.
            Thread.interrupted();
        }
    }
}
