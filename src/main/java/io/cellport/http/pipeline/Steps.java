package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;

/** Steps in their order. Belongs to one event loop. */
final class Steps {

    private final Step[] steps;

    private final BiConsumer<Exchange, Throwable> failed;

    /** @param failed hears of a request whose step has failed */
    Steps(List<Step> steps, BiConsumer<Exchange, Throwable> failed) {
        this.steps = steps.toArray(Step[]::new);
        this.failed = failed;
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
                    taken.onComplete(done -> takeFrom(next, exchange), failure -> failed.accept(exchange, failure));
                    return;
                }
            }
        } catch (Throwable failure) {
            failed.accept(exchange, failure);
        }
    }
}
