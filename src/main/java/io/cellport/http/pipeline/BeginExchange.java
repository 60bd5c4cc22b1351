package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.connection.Connections;
import io.cellport.http.message.RequestKey;
import io.vertx.core.http.HttpServerRequest;

/**
 * Gives a request its key, holds back its body until an endpoint reads it, and follows it for the log and the metrics.
 * Belongs to one event loop.
 */
final class BeginExchange implements Exchange.Follower {

    private final RequestCounts counts;

    BeginExchange(RequestCounts counts) {
        this.counts = counts;
    }

    Exchange begin(HttpServerRequest request, Connections.Client client) {
        // First: a connection counts as busy whatever becomes of its request.
        client.begin(request);
        String sent = request.getHeader(RequestKey.HEADER);
        String key = sent != null && RequestKey.isValid(sent) ? sent : RequestKey.generate();
        Exchange exchange = new Exchange(request, client, key, this);
        AccessLog.begun(exchange);
        BrokenRequest.settleBody(request, client);
        return exchange;
    }

    @Override
    public void failed(Exchange exchange, Throwable failure) {
        try {
            ErrorRenderer.render(exchange, failure);
        } catch (Throwable unrendered) {
            // Nobody may wait for an answer that never comes.
            exchange.request().connection().close();
            throw unrendered;
        }
    }

    @Override
    public void ended(Exchange exchange, boolean sent) {
        try {
            counts.count(exchange, sent);
            AccessLog.write(exchange, sent);
        } finally {
            exchange.connection().end(exchange.request());
        }
    }
}
