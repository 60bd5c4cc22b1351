package io.cellport.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of one router. Closes those beyond the limit, and those that leave a request half sent. When one too
 * many is opened, the connection that has been idle longest is closed; if none is idle, the new one is. When the unit is
 * about to stop, each connection ends with its next answer. Belongs to one event loop.
 */
public final class Connections implements Handler<HttpConnection> {

    /** A client that was served a moment ago is likely to ask again, so its connection does not count as idle yet. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final long TICK_MILLIS = 500;

    private final ConnectionLimit limit;

    private final Duration headTime;

    private final Handler<HttpServerRequest> requests;

    /** The answer that is under way on each connection; empty if it is idle. */
    private final Map<HttpConnection, Optional<HttpServerResponse>> underWay = new HashMap<>();

    /** Since when connections have been idle, longest first. */
    private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

    /** Since when heads have been under way, longest first. */
    private final Map<HttpConnection, Long> heads = new LinkedHashMap<>();

    private boolean ending;

    /**
     * To be created on the event loop that they belong to.
     *
     * @param headTime how long the head of a request may take from its first byte to its last
     * @param requests takes every request, also those that cannot be decoded
     */
    public Connections(Vertx vertx, ConnectionLimit limit, Duration headTime, Handler<HttpServerRequest> requests) {
        this.limit = limit;
        this.headTime = headTime;
        this.requests = requests;
        vertx.setPeriodic(TICK_MILLIS, tick -> closeLateHeads());
    }

    @Override
    public void handle(HttpConnection connection) {
        boolean fits = limit.opened();
        // The connection keeps it for the access log, whose last line is written when the connection is closed.
        connection.remoteAddress();
        connection.closeHandler(closed -> {
            limit.closed();
            underWay.remove(connection);
            waiting.remove(connection);
            heads.remove(connection);
        });
        if (!fits && !makeRoom()) {
            connection.close();
            return;
        }
        underWay.put(connection, Optional.empty());
        waiting.put(connection, System.nanoTime());
        if (connection instanceof Http1ServerConnection http) {
            // The server would answer other versions of HTTP itself, without the body that errors have here.
            http.handler(requests);
            http.channelHandlerContext().pipeline().addBefore("httpDecoder", "firstByte", new FirstByte(connection));
        }
    }

    private boolean makeRoom() {
        Iterator<Map.Entry<HttpConnection, Long>> longest = waiting.entrySet().iterator();
        if (!longest.hasNext()) {
            return false;
        }
        Map.Entry<HttpConnection, Long> eldest = longest.next();
        if (System.nanoTime() - eldest.getValue() < SETTLED.toNanos()) {
            return false;
        }
        longest.remove();
        eldest.getKey().close();
        return true;
    }

    /** The head of a request is complete: its connection counts as busy until {@link #end(HttpServerRequest)}. */
    public void begin(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (underWay.replace(connection, Optional.of(request.response())) != null) {
            waiting.remove(connection);
            heads.remove(connection);
        }
        if (ending) {
            announceEnd(request.response());
        }
    }

    /** A request has been answered, or never will be. A client may send requests ahead; then the next has begun before this one ends. */
    public void end(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (underWay.replace(connection, Optional.of(request.response()), Optional.empty())) {
            waiting.put(connection, System.nanoTime());
            if (ending && request.isEnded()) {
                connection.shutdown();
            }
        }
    }

    /** Ends each connection with the answer that is under way or, if there is none, with the next one. */
    public void end() {
        ending = true;
        underWay.values().forEach(answer -> answer.ifPresent(Connections::announceEnd));
    }

    private static void announceEnd(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void firstByte(HttpConnection connection) {
        Optional<HttpServerResponse> answer = underWay.get(connection);
        if (answer == null || answer.isPresent() || heads.containsKey(connection)) {
            return;
        }
        heads.put(connection, System.nanoTime());
    }

    private void closeLateHeads() {
        long latest = System.nanoTime() - headTime.toNanos();
        while (!heads.isEmpty()) {
            Map.Entry<HttpConnection, Long> eldest = heads.entrySet().iterator().next();
            if (eldest.getValue() - latest > 0) {
                return;
            }
            heads.remove(eldest.getKey());
            eldest.getKey().close();
        }
    }

    /** Notices the first bytes of a request, before they are decoded. */
    private final class FirstByte extends ChannelInboundHandlerAdapter {

        private final HttpConnection connection;

        FirstByte(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            firstByte(connection);
            context.fireChannelRead(bytes);
        }
    }
}
