package io.cellport.http.pipeline;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Step: browsers send and accept the cookie of the cookie pair for an application of another origin only if that origin
 * is named. Those that the configuration lists are; for all others the headers of every response stay as they are.
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
