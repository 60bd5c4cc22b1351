package io.cellport.http.part;

import io.vertx.core.Future;

/** The way that bytes take into the body of an answer. Belongs to one event loop. */
@FunctionalInterface
interface BodyPieces {

    /**
     * Sends a piece, and nothing else until it completes.
     *
     * @return the number of bytes, when they are on their way; 0 if none are and it is to be tried again
     */
    Future<Long> send(long offset, long most);
}
