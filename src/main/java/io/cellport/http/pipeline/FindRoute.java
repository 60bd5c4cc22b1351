package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.Resource;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.CellSnapshotFile;
import io.cellport.http.Resource.UnitBadKey;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitUnknownSet;
import io.cellport.http.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Step: the line of the route table for resource and method, or a 404 or 405. Needs no credential. */
final class FindRoute implements Handler<RoutingContext> {

    private final Routes routes;

    FindRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Resource resource = exchange.resource();
        Optional<Route> route = routes.find(exchange.method(), resource);
        if (route.isEmpty() || exchange.method().equals(HttpMethod.OPTIONS)) {
            String allowed = routes.allowed(resource.getClass());
            if (!allowed.isEmpty()) {
                context.response().putHeader(HttpHeaders.ALLOW, allowed);
            }
        }
        if (route.isEmpty()) {
            context.fail(refusal(exchange));
            return;
        }
        route.get().attach(context);
        context.next();
    }

    private static ApiException refusal(Exchange exchange) {
        Resource resource = exchange.resource();
        if (resource instanceof CellBox box) {
            return ApiException.of(ErrorCode.PR404_DV_0002, exchange.realm() + box.box());
        }
        if (resource instanceof CellSnapshotFile && exchange.method().equals(HttpMethod.REPORT)) {
            return ApiException.of(ErrorCode.PR501_MC_0001);
        }
        if (resource instanceof UnitUnknownSet) {
            return ApiException.of(ErrorCode.PR404_OD_0001);
        }
        if (resource instanceof UnitBadKey) {
            return ApiException.of(ErrorCode.PR400_OD_0004);
        }
        return resource instanceof UnitNothing || resource instanceof CellNothing
                ? ApiException.of(ErrorCode.PR404_MC_0001)
                : ApiException.of(ErrorCode.PR405_MC_0001);
    }
}
