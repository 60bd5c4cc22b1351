package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests when they have ended, by their route and the class of their status. Requests that no route was found
 * for count together. Belongs to one event loop.
 */
final class RequestCounts {

    private static final String[] STATUS = {"aborted", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private static final int ABORTED = 0;

    private static final String NO_ROUTE = "none";

    private final Metrics metrics;

    /** Counters of a route by status, made when they are needed. */
    private final IdentityHashMap<Route, Counter[]> byRoute = new IdentityHashMap<>();

    private final Counter[] withoutRoute = new Counter[STATUS.length];

    RequestCounts(Metrics metrics) {
        this.metrics = metrics;
    }

    /** @param sent whether the answer was sent to its end */
    void count(Exchange exchange, boolean sent) {
        count(Route.found(exchange).orElse(null), sent ? exchange.response().getStatusCode() / 100 : ABORTED);
    }

    private void count(@Nullable Route route, int status) {
        Counter[] counters =
                route == null ? withoutRoute : byRoute.computeIfAbsent(route, unknown -> new Counter[STATUS.length]);
        if (counters[status] == null) {
            counters[status] = counter(route, STATUS[status]);
        }
        counters[status].add(1);
    }

    private Counter counter(@Nullable Route route, String status) {
        return route == null
                ? metrics.counter(Metric.REQUESTS, NO_ROUTE, NO_ROUTE, status)
                : metrics.counter(
                        Metric.REQUESTS, route.method().name(), route.resource().getSimpleName(), status);
    }
}
