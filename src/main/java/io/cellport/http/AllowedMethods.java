package io.cellport.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/**
 * Answers {@code OPTIONS} with a credential: lists the methods of a resource, which the route step has put into {@code
 * Allow}. Stateless.
 */
public final class AllowedMethods {

    private AllowedMethods() {}

    public static Future<Void> answer(Exchange exchange) {
        String allowed = exchange.response().headers().get(HttpHeaders.ALLOW);
        exchange.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, allowed);
        return exchange.empty(200);
    }
}
