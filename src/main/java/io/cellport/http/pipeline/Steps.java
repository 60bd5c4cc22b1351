package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Future;
import java.util.List;

/** Steps in their order. Belongs to one event loop. */
final class Steps {

    private final Step[] steps;

    Steps(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    /** Takes one step after the other until one of them fails or has begun to answer. */
    void take(Exchange exchange) {
        takeFrom(0, exchange);
    }

    /** Most steps have nothing to wait for: they are taken in a loop, not in a chain of futures. */
    private void takeFrom(int first, Exchange exchange) {
        try {
            for (int i = first; i < steps.length && !exchange.isAnswered(); i++) {
                Future<?> taken = steps[i].take(exchange);
                if (!taken.succeeded()) {
                    int next = i + 1;
                    taken.onComplete(done -> takeFrom(next, exchange), exchange::fail);
                    return;
                }
            }
        } catch (Throwable failure) {
            exchange.fail(failure);
        }
    }
}
