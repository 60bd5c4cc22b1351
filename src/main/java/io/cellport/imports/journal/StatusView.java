package io.cellport.imports.journal;

import io.vertx.core.Future;
import java.util.Optional;

/** How imports stand, for those who poll. Does not block. Safe for several threads. */
public interface StatusView {

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

    /** Whether other processes accept, execute and end runs, too. */
    default boolean isShared() {
        return false;
    }
}
