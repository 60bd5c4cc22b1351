package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Future;

/** One of the steps that a request takes, one after the other, until it is answered. Belongs to one event loop. */
@FunctionalInterface
interface Step {

    /** What a step returns that has nothing to wait for. */
    Future<Void> TAKEN = Future.succeededFuture();

    /**
     * Takes the step.
     *
     * @return completes when the next one may be taken, or fails with what the client is to hear
     * @throws RuntimeException which means the same as a future that fails
     */
    Future<?> take(Exchange exchange);
}
