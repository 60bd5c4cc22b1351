package io.cellport.http.pipeline;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Step: names the origin in the response, if the configuration lists it. Only then do browsers send and accept the
 * cookie of the cookie pair for an application of another origin. For all other origins the headers stay as they are.
 * Immutable.
 */
final class CredentialedOrigins implements Handler<RoutingContext> {

    private final List<String> allowed;

    CredentialedOrigins(List<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!allowed.isEmpty()) {
            HttpServerResponse response = context.response();
            List<String> origins = context.request().headers().getAll(HttpHeaders.ORIGIN);
            if (origins.size() == 1 && allowed.contains(origins.get(0))) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.get(0));
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
        context.next();
    }
}
