package io.cellport.http.connection;

import io.cellport.config.UnitConfig;
import io.vertx.core.http.HttpServerOptions;

/** How the HTTP server listens, and what it takes for a request at all. Stateless. */
public final class ServerOptions {

    public static final int MAX_HEADER_BYTES = 16 << 10;

    public static final int MAX_REQUEST_LINE_BYTES = 8 << 10;

    private static final int BACKLOG = 1024;

    private ServerOptions() {}

    public static HttpServerOptions of(UnitConfig.Http http) {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setIdleTimeout((int) http.idleTimeout().toSeconds())
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false);
    }
}
