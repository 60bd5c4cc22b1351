package io.cellport.http.connection;

import io.cellport.config.UnitConfig;
import io.vertx.core.http.HttpServerOptions;

/** How the HTTP server listens, and the largest request line and header that it takes. Stateless. */
public final class ServerOptions {

    public static final int MAX_HEADER_BYTES = 16 << 10;

    public static final int MAX_REQUEST_LINE_BYTES = 8 << 10;

    /**
     * Connections that may wait to be accepted; the kernel's own limit counts if it is lower. One more is not refused:
     * its client tries again after 1, 3 and 7 seconds, so a crowd that comes at once must fit.
     */
    private static final int BACKLOG = 16_384;

    private ServerOptions() {}

    public static HttpServerOptions of(UnitConfig.Http http) {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxChunkSize(ReadSize.MOST)
                .setIdleTimeout((int) http.idleTimeout().toSeconds())
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false);
    }
}
