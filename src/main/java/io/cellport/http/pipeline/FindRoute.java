package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.http.Exchange;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Step: finds the line of the route table for resource and method. Without one, the resource says what is answered.
 * Immutable.
 */
final class FindRoute implements Handler<RoutingContext> {

    private final Routes routes;

    FindRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Resource resource = exchange.resource();
        HttpMethod method = exchange.method();
        Optional<Route> route = routes.find(method, resource);
        if (route.isEmpty() || method.equals(HttpMethod.OPTIONS)) {
            String allowed = routes.allowed(resource);
            if (!allowed.isEmpty()) {
                context.response().putHeader(HttpHeaders.ALLOW, allowed);
            }
        }
        if (route.isEmpty()) {
            context.fail(new ApiException(resource.refusal(method, exchange.realm())));
            return;
        }
        route.get().attach(context);
        context.next();
    }
}
