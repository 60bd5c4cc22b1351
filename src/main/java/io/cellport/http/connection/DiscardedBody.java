package io.cellport.http.connection;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;

/**
 * Throws a body away. After a bounded part of it nothing more is read, and the client waits until the connection is
 * closed. A paused request would go on reading, and keep what it reads. Belongs to one event loop.
 */
public final class DiscardedBody implements Handler<Buffer> {

    private static final long MOST = 512 << 10;

    private final HttpServerRequest request;

    private long discarded;

    /** Has discarded nothing of that request yet. */
    public DiscardedBody(HttpServerRequest request) {
        this.request = request;
    }

    @Override
    public void handle(Buffer piece) {
        discarded += piece.length();
        if (discarded > MOST && request.connection() instanceof Http1ServerConnection http) {
            http.channel().config().setAutoRead(false);
        }
    }
}
