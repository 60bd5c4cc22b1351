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
import org.jspecify.annotations.Nullable;

/**
 * The connections of one router. Closes those beyond the limit, and those that leave a request half sent. When one too
 * many is opened, the connection that has been idle longest is closed; if none is idle, the new one is. When the unit is
 * about to stop, each connection ends with its next answer. Belongs to one event loop.
 */
public final class Connections implements Handler<HttpConnection> {

    /** A client that was served a moment ago is likely to ask again, so its connection does not count as idle yet. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final long TICK_MILLIS = 500;

    private static final HeapBodies BODIES = new HeapBodies();

    private final ConnectionLimit limit;

    private final Duration headTime;

    private final Handler<HttpServerRequest> requests;

    private final Map<HttpConnection, Client> clients = new HashMap<>();

    /** Since when connections have been idle, longest first. */
    private final Map<Client, Long> waiting = new LinkedHashMap<>();

    /** Since when heads have been under way that have not come at once, longest first. */
    private final Map<Client, Long> heads = new LinkedHashMap<>();

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
        Client client = new Client(connection);
        connection.closeHandler(closed -> {
            limit.closed();
            clients.remove(connection);
            waiting.remove(client);
            heads.remove(client);
        });
        if (!fits && !makeRoom()) {
            connection.close();
            return;
        }
        clients.put(connection, client);
        waiting.put(client, System.nanoTime());
        if (connection instanceof Http1ServerConnection http) {
            // The server would answer other versions of HTTP itself, without the body that errors have here.
            http.handler(requests);
            http.channelHandlerContext()
                    .pipeline()
                    .addBefore("httpDecoder", "head", client)
                    .addAfter("httpDecoder", "body", BODIES);
        }
    }

    private boolean makeRoom() {
        Iterator<Map.Entry<Client, Long>> longest = waiting.entrySet().iterator();
        if (!longest.hasNext()) {
            return false;
        }
        Map.Entry<Client, Long> eldest = longest.next();
        if (System.nanoTime() - eldest.getValue() < SETTLED.toNanos()) {
            return false;
        }
        longest.remove();
        eldest.getKey().connection.close();
        return true;
    }

    /**
     * The head of a request is complete: its connection counts as busy until {@link #end(HttpServerRequest)}.
     *
     * @return the address of the connection
     */
    public String begin(HttpServerRequest request) {
        if (ending) {
            announceEnd(request.response());
        }
        Client client = clients.get(request.connection());
        if (client == null) {
            return ClientAddress.of(request.connection());
        }
        client.begin(request.response());
        return client.address;
    }

    /** A request has been answered, or never will be. */
    public void end(HttpServerRequest request) {
        Client client = clients.get(request.connection());
        if (client != null && client.end(request) && ending && request.isEnded()) {
            client.connection.shutdown();
        }
    }

    /** Ends each connection with the answer that is under way or, if there is none, with the next one. */
    public void end() {
        ending = true;
        clients.values().forEach(client -> client.answer.ifPresent(Connections::announceEnd));
    }

    private static void announceEnd(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void closeLateHeads() {
        long latest = System.nanoTime() - headTime.toNanos();
        while (!heads.isEmpty()) {
            Map.Entry<Client, Long> eldest = heads.entrySet().iterator().next();
            if (eldest.getValue() - latest > 0) {
                return;
            }
            heads.remove(eldest.getKey());
            eldest.getKey().connection.close();
        }
    }

    /** A connection. It sees the bytes of requests before they are decoded. */
    private final class Client extends ChannelInboundHandlerAdapter {

        private final HttpConnection connection;

        private final String address;

        /** What is under way; empty if the connection is idle. */
        private Optional<HttpServerResponse> answer = Optional.empty();

        private long begun;

        /** An answered request of which not all has come. */
        private @Nullable HttpServerRequest rest;

        Client(HttpConnection connection) {
            this.connection = connection;
            this.address = ClientAddress.of(connection);
        }

        void begin(HttpServerResponse response) {
            begun++;
            answer = Optional.of(response);
            waiting.remove(this);
            heads.remove(this);
        }

        /** Whether it is idle now. A client may send requests ahead; then the next has begun before this one ends. */
        boolean end(HttpServerRequest request) {
            if (answer.isEmpty() || answer.get() != request.response()) {
                return false;
            }
            answer = Optional.empty();
            rest = request.isEnded() ? null : request;
            waiting.put(this, System.nanoTime());
            return true;
        }

        /** Most heads come at once; those that do not have a limited time, as has what is left of a request that is answered. */
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            boolean idle = answer.isEmpty();
            long begunBefore = begun;
            context.fireChannelRead(bytes);
            // What has ended an answer was a body.
            if (!idle || begun != begunBefore || clients.get(connection) != this) {
                return;
            }
            if (rest != null && rest.isEnded()) {
                rest = null;
                heads.remove(this);
            } else {
                heads.putIfAbsent(this, System.nanoTime());
            }
        }
    }
}
