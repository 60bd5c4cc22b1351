package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.UnreadBody;
import io.cellport.http.message.RequestKey;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives a request its key, holds back its body until an endpoint reads it, and follows it for the log and the metrics.
 * Belongs to one event loop.
 */
final class BeginExchange {

    private final RequestCounts counts;

    BeginExchange(RequestCounts counts) {
        this.counts = counts;
    }

    /** @param client the address of the connection */
    Exchange begin(RoutingContext context, String client) {
        Exchange exchange = beginWithoutBody(context, client);
        UnreadBody.holdBack(context);
        return exchange;
    }

    /** The same for a request whose body has no end that anybody could find. */
    Exchange beginWithoutBody(RoutingContext context, String client) {
        String sent = context.request().getHeader(RequestKey.HEADER);
        String key = sent != null && RequestKey.isValid(sent) ? sent : RequestKey.generate();
        Exchange exchange = new Exchange(context, key, client);
        AccessLog.begun(exchange);
        context.addEndHandler(end -> {
            counts.count(exchange, end.succeeded());
            AccessLog.write(exchange, end.succeeded());
        });
        return exchange;
    }
}
