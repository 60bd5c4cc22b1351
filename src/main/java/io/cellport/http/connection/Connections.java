package io.cellport.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one router. Closes those beyond the limit, and those that leave a request half sent. When one too
 * many is opened, the connection that has been idle longest is closed; if none is idle, the new one is. When the unit
 * is about to stop, each connection ends with its next answer. Belongs to one event loop.
 */
public final class Connections implements Handler<HttpConnection> {

    /** A client that was served a moment ago is likely to ask again, so its connection does not count as idle yet. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final long TICK_MILLIS = 500;

    private static final long LINGER_MILLIS = 2_000;

    /** By then, requests that were sent ahead of an answer have been read. */
    private static final long AHEAD_MILLIS = 50;

    private static final long LOOK_MILLIS = 10;

    private final Vertx vertx;

    private final ConnectionLimit limit;

    private final Duration headTime;

    private final Requests requests;

    private final Set<Client> clients = new HashSet<>();

    /** Those that are idle. */
    private final WaitingLine<Client> waiting = new WaitingLine<>();

    /** Those with a head under way that has not come at once. */
    private final WaitingLine<Client> heads = new WaitingLine<>();

    private boolean ending;

    /**
     * To be created on the event loop that they belong to.
     *
     * @param headTime how long the head of a request may take from its first byte to its last
     */
    public Connections(Vertx vertx, ConnectionLimit limit, Duration headTime, Requests requests) {
        this.vertx = vertx;
        this.limit = limit;
        this.headTime = headTime;
        this.requests = requests;
        vertx.setPeriodic(TICK_MILLIS, tick -> closeLateHeads());
    }

    /** Takes the requests of all connections. */
    @FunctionalInterface
    public interface Requests {

        /** Takes a request, also one that cannot be decoded. */
        void receive(HttpServerRequest request, Client client);
    }

    @Override
    public void handle(HttpConnection connection) {
        boolean fits = limit.opened();
        Client client = new Client(connection);
        connection.closeHandler(closed -> {
            limit.closed();
            clients.remove(client);
            client.open = false;
            client.idle.leave();
            client.head.leave();
        });
        if (!fits && !makeRoom()) {
            connection.close();
            return;
        }
        clients.add(client);
        client.open = true;
        client.idle.enter();
        if (connection instanceof Http1ServerConnection http) {
            // The server would answer other versions of HTTP itself, without the body that errors have here.
            http.handler(client::receive);
            http.invalidRequestHandler(client::receive);
            ReadSize.install(http.channel());
            // What comes of bodies has passed the one that closes idle connections.
            http.channelHandlerContext()
                    .pipeline()
                    .addBefore("httpDecoder", "head", client)
                    .addBefore("handler", "body", new BodyParts(() -> client.begun));
        }
    }

    private boolean makeRoom() {
        Optional<WaitingLine<Client>.Place> longest = waiting.longest();
        if (longest.isEmpty() || System.nanoTime() - longest.get().since() < SETTLED.toNanos()) {
            return false;
        }
        longest.get().leave();
        longest.get().owner().connection.close();
        return true;
    }

    /** Ends each connection with the answer that is under way or, if there is none, with the next one. */
    public void end() {
        ending = true;
        clients.forEach(client -> announceEnd(client.answer));
    }

    /**
     * Completes when every request that has come is answered, also those that were sent ahead. To be called after
     * {@link #end}; idle connections stay open.
     */
    public Future<Void> whenUnused() {
        if (clients.stream().noneMatch(Client::isUsed)) {
            return Future.succeededFuture();
        }
        return vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(later -> whenUnused());
    }

    private static void announceEnd(@Nullable HttpServerResponse response) {
        if (response != null && !response.headWritten()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void closeLateHeads() {
        long latest = System.nanoTime() - headTime.toNanos();
        for (Optional<WaitingLine<Client>.Place> longest = heads.longest();
                longest.isPresent() && longest.get().since() - latest <= 0;
                longest = heads.longest()) {
            longest.get().leave();
            longest.get().owner().connection.close();
        }
    }

    /** A connection. It sees the bytes of requests before they are decoded. */
    public final class Client extends ChannelInboundHandlerAdapter {

        private final HttpConnection connection;

        private final String address;

        private final WaitingLine<Client>.Place idle = waiting.new Place(this);

        private final WaitingLine<Client>.Place head = heads.new Place(this);

        private boolean open;

        /** What is under way; null if the connection is idle. */
        private @Nullable HttpServerResponse answer;

        private long begun;

        /** An answered request of which not all has come. */
        private @Nullable HttpServerRequest rest;

        /** Whether the client was told that no other request is taken. */
        private boolean last;

        /** Whether it ends soon, unless another request comes. */
        private boolean leaving;

        private Client(HttpConnection connection) {
            this.connection = connection;
            this.address = ClientAddress.of(connection);
        }

        /** The address that it comes from. */
        public String address() {
            return address;
        }

        private void receive(HttpServerRequest request) {
            if (last) {
                // The client sends it again, elsewhere: see RFC 9112, section 9.6.
                request.handler(new DiscardedBody(request));
            } else {
                requests.receive(request, this);
            }
        }

        /**
         * Ends the connection a moment after this answer, of which nothing was sent yet: a client that is still sending
         * would miss its end if the connection were reset. Takes no other request.
         */
        public void endSoonAfter(HttpServerResponse response) {
            last = true;
            announceEnd(response);
        }

        /** The head of a request is complete: the connection counts as busy until {@link #end}. */
        public void begin(HttpServerRequest request) {
            HttpServerResponse response = request.response();
            if (ending) {
                announceEnd(response);
            }
            begun++;
            leaving = false;
            answer = response;
            idle.leave();
            head.leave();
        }

        /** A request has been answered, or never will be. */
        public void end(HttpServerRequest request) {
            // A client may send requests ahead; then the next has begun before this one ends.
            if (!open || answer != request.response()) {
                return;
            }
            answer = null;
            rest = request.isEnded() ? null : request;
            idle.enter();
            if (last) {
                vertx.setTimer(LINGER_MILLIS, late -> connection.close());
            } else if (ending) {
                shutDownIfUnused();
            }
        }

        /** Not at once: what was sent ahead may wait to be read, and would have no answer. */
        private void shutDownIfUnused() {
            long begunBefore = begun;
            leaving = true;
            vertx.setTimer(AHEAD_MILLIS, later -> {
                if (begun != begunBefore) {
                    return;
                }
                leaving = false;
                if (!isSending() && !head.isTaken()) {
                    connection.shutdown();
                }
            });
        }

        private boolean isUsed() {
            return answer != null || leaving || isSending();
        }

        /** Whether more comes of a request that is answered. */
        private boolean isSending() {
            return rest != null && !rest.isEnded();
        }

        /**
         * Most heads come at once; those that do not have a limited time, as has what is left of a request that is
         * answered.
         */
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            boolean isIdle = answer == null;
            long begunBefore = begun;
            context.fireChannelRead(bytes);
            // What has ended an answer was a body.
            if (!isIdle || begun != begunBefore || !open) {
                return;
            }
            if (rest != null && rest.isEnded()) {
                rest = null;
                head.leave();
                if (ending) {
                    shutDownIfUnused();
                }
            } else if (!head.isTaken()) {
                head.enter();
            }
        }
    }
}
