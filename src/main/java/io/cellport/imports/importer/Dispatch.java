package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportState.Accepted;
import io.vertx.core.Future;

/** Decides which process executes the runs of the unit. Safe for several threads. */
interface Dispatch {

    /**
     * Takes care of what earlier processes left. Call it on the importer's context, before any request is answered.
     *
     * @return completes when every run that was cut off is in a state that can be answered
     */
    Future<?> start();

    /** Reserves a place for a run that is about to be accepted; false if there is none. */
    boolean reserve();

    /** Gives back the place of a run that was not accepted. */
    void giveBack();

    /** Has a run executed, for which a place was reserved. */
    void accepted(Accepted run);

    /** Whether a run that this process does not execute may be executed by another one. */
    boolean isShared();

    /**
     * Executes no more runs, and stops those at work at their next row.
     *
     * @return completes when each is journalled, or was abandoned because it took too long
     */
    Future<?> stop();
}
