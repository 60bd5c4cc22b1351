package io.cellport.http.pipeline;

import io.cellport.auth.access.Authorizer;
import io.cellport.auth.access.Privilege;
import io.cellport.error.ApiException;
import io.cellport.http.Exchange;
import io.cellport.http.Permissions;
import io.cellport.http.Route;
import io.vertx.core.Future;

/** Step: refuses who lacks the privilege that the route needs. Belongs to one event loop. */
final class Authorization implements Step {

    private final Authorizer authorizer;

    Authorization(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        Privilege needed = Route.of(exchange).privilege(exchange.resource());
        return Step.with(
                new Permissions(exchange, authorizer).refusal(needed),
                refusal -> refusal.isPresent() ? Future.failedFuture(new ApiException(refusal.get())) : TAKEN);
    }
}
