package io.cellport.http.status;

import io.vertx.core.Future;

/** Where answers come from. Belongs to one event loop. */
@FunctionalInterface
public interface StatusSource {

    /** The answer about a cell, now or later; fails if no tracker answers in time. */
    Future<StatusAnswer> ask(String requestKey, String cellId);
}
