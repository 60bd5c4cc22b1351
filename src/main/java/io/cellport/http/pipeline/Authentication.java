package io.cellport.http.pipeline;

import io.cellport.auth.access.Authenticator;
import io.cellport.auth.access.Authenticator.Presented;
import io.cellport.auth.access.Privilege;
import io.cellport.auth.token.Credential;
import io.cellport.http.CookiePair;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Step: finds out what the request's credential is worth. It refuses nobody; that is up to the privilege that the route
 * needs. If the route needs none, the credential is not looked at. Belongs to one event loop.
 */
final class Authentication implements Handler<RoutingContext> {

    private final Authenticator authenticator;

    Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        if (Route.of(context).privilege(exchange.resource()) == Privilege.NONE) {
            context.next();
            return;
        }
        authenticator
                .authenticate(presented(exchange))
                .onComplete(credential -> continueWith(context, exchange, credential), context::fail);
    }

    private static Presented presented(Exchange exchange) {
        return new Presented(
                Optional.ofNullable(exchange.header(HttpHeaders.AUTHORIZATION)),
                CookiePair.peer(exchange),
                CookiePair.cookie(exchange),
                exchange.realm(),
                exchange.guardingCell(),
                exchange.resource().takesPasswords(),
                exchange::client);
    }

    private static void continueWith(RoutingContext context, Exchange exchange, Credential credential) {
        exchange.credential(credential);
        context.next();
    }
}
