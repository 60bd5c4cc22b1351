package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Future;
import java.util.function.Function;

/** One of the steps that a request takes, one after the other, until it is answered. Belongs to one event loop. */
@FunctionalInterface
interface Step {

    /** What a step returns that has nothing to wait for. */
    Future<Void> TAKEN = Future.succeededFuture();

    /** Goes on with what was found: at once if it is there already, as it mostly is. */
    static <T> Future<?> with(Future<T> found, Function<T, Future<?>> next) {
        return found.succeeded()
                ? next.apply(found.result())
                : found.compose(result -> next.apply(result).<Object>mapEmpty());
    }

    /**
     * Takes the step.
     *
     * @return completes when the next one may be taken, or fails with what the client is to hear
     * @throws RuntimeException which means the same as a future that fails
     */
    Future<?> take(Exchange exchange);
}
