package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Last step before the endpoint: lets pass only who holds the privilege that the route needs. */
final class Authorization implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Optional<ErrorCode> refusal = exchange.route().privilege().refusal(exchange.credential());
        if (refusal.isPresent()) {
            context.fail(refusal.get().exception());
        } else {
            context.next();
        }
    }
}
