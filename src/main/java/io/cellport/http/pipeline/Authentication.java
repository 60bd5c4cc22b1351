package io.cellport.http.pipeline;

import io.cellport.auth.access.Authenticator;
import io.cellport.auth.access.Authenticator.Presented;
import io.cellport.auth.access.Privilege;
import io.cellport.http.CookiePair;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * Step: finds out what the request's credential is worth. It refuses nobody; that is up to the privilege that the route
 * needs. If the route needs none, the credential is not looked at. Belongs to one event loop.
 */
final class Authentication implements Step {

    private final Authenticator authenticator;

    Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        if (Route.of(exchange).privilege(exchange.resource()) == Privilege.NONE) {
            return TAKEN;
        }
        return Step.with(authenticator.authenticate(presented(exchange)), credential -> {
            exchange.credential(credential);
            return TAKEN;
        });
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
}
