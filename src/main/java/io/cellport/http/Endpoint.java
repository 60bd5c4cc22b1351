package io.cellport.http;

import io.vertx.core.Future;

/** Carries out one kind of request and answers it, after all checks of the pipeline. Belongs to one event loop. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers the request.
     *
     * @return fails, or throws, with what the error renderer shall answer instead
     */
    Future<Void> handle(Exchange exchange);
}
