package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.routing.Addressing;
import io.vertx.core.Future;

/** Step: finds what the address points to. It looks nothing up and refuses nobody. Immutable. */
final class FindResource implements Step {

    private final Addressing addressing;

    FindResource(Addressing addressing) {
        this.addressing = addressing;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        exchange.resource(addressing.resolve(exchange.address()));
        exchange.resource().headers().forEach(exchange.response()::putHeader);
        return TAKEN;
    }
}
