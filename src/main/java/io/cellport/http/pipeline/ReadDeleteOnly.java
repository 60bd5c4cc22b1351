package io.cellport.http.pipeline;

import io.cellport.config.UnitConfig;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.PathSegments;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** Step: a unit whose disk is almost full lets clients read, delete and log in, nothing else. */
final class ReadDeleteOnly implements Handler<RoutingContext> {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "PROPFIND", "REPORT");

    private static final Set<String> LOGINS = Set.of("__token", "__authz");

    private final boolean active;

    /** How many segments stand in front of {@code __token}. */
    private final int cellSegments;

    ReadDeleteOnly(UnitConfig.Unit config) {
        this.active = config.readDeleteOnly();
        this.cellSegments = config.pathBasedCellUrl() ? 1 : 0;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        if (!active || METHODS.contains(exchange.method().name()) || isLogin(exchange)) {
            context.next();
        } else {
            context.fail(ApiException.of(ErrorCode.PR503_SV_0005));
        }
    }

    private boolean isLogin(Exchange exchange) {
        List<String> segments = PathSegments.of(exchange.address().path()).orElse(List.of());
        return segments.size() == cellSegments + 1 && LOGINS.contains(segments.get(cellSegments));
    }
}
