package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.UnreadBody;
import io.cellport.http.message.RequestKey;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Step: gives the request its key, holds back its body until an endpoint reads it, and follows it for the log and
 * the metrics.
 * Belongs to one event loop.
 */
final class BeginExchange implements Handler<RoutingContext> {

    private final RequestCounts counts;

    BeginExchange(RequestCounts counts) {
        this.counts = counts;
    }

    @Override
    public void handle(RoutingContext context) {
        begin(context);
        context.next();
    }

    void begin(RoutingContext context) {
        beginWithoutBody(context);
        UnreadBody.holdBack(context);
    }

    /** The same for a request whose body has no end that anybody could find. */
    void beginWithoutBody(RoutingContext context) {
        String sent = context.request().getHeader(RequestKey.HEADER);
        String key = sent != null && RequestKey.isValid(sent) ? sent : RequestKey.generate();
        counts.follow(context);
        AccessLog.follow(context, new Exchange(context, key));
    }
}
