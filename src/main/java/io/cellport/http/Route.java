package io.cellport.http;

import io.cellport.auth.access.Privilege;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * One line of the route table.
 *
 * @param method the method; HEAD is answered by the line of GET
 * @param resource what the path has to point to
 * @param privilege what the caller has to hold
 * @param writesCell whether it is refused while an import into the cell runs
 * @param endpoint what answers
 */
public record Route(
        HttpMethod method,
        Class<? extends Resource> resource,
        Privilege privilege,
        boolean writesCell,
        Endpoint endpoint) {

    private static final String SLOT = "cellport.route";

    /** The line that a request goes by; only for steps behind the one that finds it. */
    public static Route of(RoutingContext context) {
        return context.get(SLOT);
    }

    /** Makes this the line that a request goes by. */
    public void attach(RoutingContext context) {
        context.put(SLOT, this);
    }
}
