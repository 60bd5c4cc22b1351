package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.http.Exchange;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.cellport.http.routing.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * Step: finds the line of the route table for resource and method. Without one, the resource says what is answered.
 * Immutable.
 */
final class FindRoute implements Step {

    private final Routes routes;

    FindRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        Resource resource = exchange.resource();
        HttpMethod method = exchange.method();
        Optional<Route> route = routes.find(method, resource);
        if (route.isEmpty() || method.equals(HttpMethod.OPTIONS)) {
            String allowed = routes.allowed(resource);
            if (!allowed.isEmpty()) {
                exchange.response().putHeader(HttpHeaders.ALLOW, allowed);
            }
        }
        if (route.isEmpty()) {
            throw new ApiException(resource.refusal(method, exchange.realm()));
        }
        route.get().attach(exchange);
        return TAKEN;
    }
}
