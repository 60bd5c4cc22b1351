package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** How imports stand, for those who poll. Does not block. Safe for several threads. */
public interface StatusView {

    /**
     * What is kept in memory of a state that decides the status of a cell: a unit has many cells, and the rest of a
     * record takes two thousand bytes. Immutable.
     *
     * @param run the number of the run
     * @param status what {@code GET __import} says
     */
    record DecidedStatus(long run, ImportStatus status) {

        /** As this state decides it. */
        public static DecidedStatus of(Standing standing) {
            return new DecidedStatus(standing.run().number(), standing.status());
        }
    }

    /**
     * The status of a cell, as its active run decides it, else its last completed or failed one; no dry run. It
     * includes every change that anybody was told of before the question, so a run whose acceptance was answered is
     * never missed.
     *
     * @param askedAt when the question came, by {@link System#nanoTime}: now or earlier
     * @return may be completed already; otherwise it completes on the context of the caller. It fails if nothing
     *     certain can be said; it is never completed with a guess
     */
    Future<Optional<DecidedStatus>> standing(String cellId, long askedAt);

    /**
     * Has several questions answered by one read: when this completes, {@link #standing} knows at once about each of
     * these cells, unless a run was first heard of meanwhile.
     *
     * @param askedAt as for {@link #standing}
     * @return as of {@link #standing}
     */
    default Future<Void> prepare(List<String> cellIds, long askedAt) {
        return Future.succeededFuture();
    }

    /** Whether other processes accept, execute and end runs, too. */
    default boolean isShared() {
        return false;
    }
}
