package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Step: finds what the address points to. It looks nothing up and refuses nobody. Immutable. */
final class FindResource implements Handler<RoutingContext> {

    private final Addressing addressing;

    FindResource(Addressing addressing) {
        this.addressing = addressing;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        exchange.resource(addressing.resolve(exchange.address()));
        exchange.resource().headers().forEach(context.response()::putHeader);
        context.next();
    }
}
