package io.cellport.http.pipeline;

import io.cellport.auth.access.Authorizer;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.http.Exchange;
import io.cellport.http.Permissions;
import io.cellport.http.Route;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Step: refuses who lacks the privilege that the route needs. Belongs to one event loop. */
final class Authorization implements Handler<RoutingContext> {

    private final Authorizer authorizer;

    Authorization(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        new Permissions(exchange, authorizer)
                .refusal(Route.of(context).privilege(exchange.resource()))
                .onComplete(refusal -> decide(context, refusal), context::fail);
    }

    private static void decide(RoutingContext context, Optional<ApiError> refusal) {
        if (refusal.isPresent()) {
            context.fail(new ApiException(refusal.get()));
        } else {
            context.next();
        }
    }
}
