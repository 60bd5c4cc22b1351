package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Step: names the origin in the response, if the configuration lists it. Only then do browsers send and accept the
 * cookie of the cookie pair for an application of another origin. For all other origins the headers stay as they are.
 * Immutable.
 */
final class CredentialedOrigins implements Step {

    private final List<String> allowed;

    CredentialedOrigins(List<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        if (!allowed.isEmpty()) {
            HttpServerResponse response = exchange.response();
            List<String> origins = exchange.request().headers().getAll(HttpHeaders.ORIGIN);
            if (origins.size() == 1 && allowed.contains(origins.get(0))) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.get(0));
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
        return TAKEN;
    }
}
