package io.cellport.http;

import io.cellport.http.connection.Connections;
import io.cellport.http.connection.DiscardedBody;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Holds back a request body until an endpoint reads it. If the answer comes first, a small rest is read and thrown
 * away, so that the connection stays usable. Of a large or unknown rest only the beginning is read, and then the
 * connection is closed. Stateless.
 */
public final class UnreadBody {

    private static final long SMALL = 64 << 10;

    private UnreadBody() {}

    /** Stops the flow of a body. Call it before anything asynchronous happens. */
    public static void holdBack(HttpServerRequest request, Connections.Client client) {
        if (!isAnnounced(request)) {
            return;
        }
        request.pause();
        request.response().headersEndHandler(head -> settle(request, client));
    }

    private static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals("0")) || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void settle(HttpServerRequest request, Connections.Client client) {
        if (request.isEnded()) {
            return;
        }
        if (!isSmall(request)) {
            client.endSoonAfter(request.response());
        }
        request.handler(new DiscardedBody(request));
        request.resume();
    }

    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() <= 6 && Long.parseLong(length) <= SMALL && !expectsContinue(request);
    }

    /** Whether the client waits for a {@code 100 Continue} before it sends the body. */
    static boolean expectsContinue(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }
}
