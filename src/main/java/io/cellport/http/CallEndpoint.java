package io.cellport.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** End of the chain: hands the request to its endpoint and the endpoint's failure to the error renderer. */
final class CallEndpoint implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        exchange.route().endpoint().handle(exchange).onFailure(context::fail);
    }
}
