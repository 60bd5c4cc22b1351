package io.cellport.http;

import io.cellport.auth.access.Authorizer;
import io.cellport.auth.access.Privilege;
import io.cellport.error.ApiError;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What the caller of an exchange may do. Belongs to one event loop.
 *
 * @param exchange one whose credential has been looked at
 */
public record Permissions(Exchange exchange, Authorizer authorizer) {

    /** Why the caller may not: a 401 or 403; empty if it may. */
    public Future<Optional<ApiError>> refusal(Privilege needed) {
        return authorizer.refusal(needed, exchange.credential(), exchange.guardingCell(), exchange.content());
    }

    /** Whether the caller holds a privilege beside the one that the route needs. */
    public Future<Boolean> include(Privilege privilege) {
        return refusal(privilege).map(Optional::isEmpty);
    }
}
