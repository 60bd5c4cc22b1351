package io.cellport.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;

/**
 * Holds back a request body until an endpoint reads it. If the answer comes first, a small rest is read and thrown
 * away, so that the connection stays usable. Of a large or unknown rest only the beginning is read, and then the
 * connection is closed. Stateless.
 */
public final class UnreadBody {

    private static final long SMALL = 64 << 10;

    private static final long MOST_DISCARDED = 512 << 10;

    private static final long LINGER_MILLIS = 2_000;

    private UnreadBody() {}

    /** Stops the flow of a body. Call it before anything asynchronous happens. */
    public static void holdBack(HttpServerRequest request) {
        if (!isAnnounced(request)) {
            return;
        }
        request.pause();
        request.response().headersEndHandler(head -> settle(request));
    }

    private static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals("0")) || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void settle(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (!isSmall(request)) {
            closeAfterwards(request);
        }
        request.handler(new Discard(request));
        request.resume();
    }

    /**
     * Reads a bounded part of a body; then the client waits until the connection is closed. A paused request would go on
     * reading, and keep what it reads.
     */
    private static final class Discard implements Handler<Buffer> {

        private final HttpServerRequest request;

        private long discarded;

        Discard(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(Buffer piece) {
            discarded += piece.length();
            if (discarded > MOST_DISCARDED && request.connection() instanceof Http1ServerConnection http) {
                http.channel().config().setAutoRead(false);
            }
        }
    }

    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() <= 6 && Long.parseLong(length) <= SMALL && !expectsContinue(request);
    }

    /** Whether the client waits for a {@code 100 Continue} before it sends the body. */
    static boolean expectsContinue(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    /**
     * Goes on reading for a moment: a client that is still sending would miss the answer if the connection were reset.
     */
    private static void closeAfterwards(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Vertx vertx = requireNonNull(Vertx.currentContext()).owner();
        vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
    }
}
