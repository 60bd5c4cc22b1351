package io.cellport.http;

import io.cellport.auth.Credential;
import io.cellport.auth.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Step: what the request's credential is worth. Refuses nobody: that is up to the privilege that the route needs. */
final class Authentication implements Handler<RoutingContext> {

    private final TokenVerifier verifier;

    Authentication(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        verifier.verify(exchange.header(HttpHeaders.AUTHORIZATION), exchange.realm())
                .onComplete(credential -> continueWith(context, exchange, credential), context::fail);
    }

    private static void continueWith(RoutingContext context, Exchange exchange, Credential credential) {
        exchange.credential(credential);
        context.next();
    }
}
