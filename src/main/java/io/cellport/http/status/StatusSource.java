package io.cellport.http.status;

import io.vertx.core.Future;

/** Where answers come from. Belongs to one event loop. */
@FunctionalInterface
public interface StatusSource {

    /**
     * The answer about a cell, as of the question or later; fails if no tracker answers in time.
     *
     * @param askedAt when the question came, by {@link System#nanoTime}
     */
    Future<StatusAnswer> ask(String requestKey, String cellId, long askedAt);
}
