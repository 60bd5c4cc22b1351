package io.cellport.management;

import io.cellport.config.UnitConfig;
import io.cellport.management.ManagementPages.Page;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Serves the management port: {@code GET} and {@code HEAD} only, and each answer ends its connection. When too many
 * connections are open, the eldest is closed, so that idle ones keep nobody out. Belongs to one event loop.
 */
final class ManagementVerticle extends VerticleBase {

    private static final int MOST_CONNECTIONS = 64;

    private static final int MAX_HEAD_BYTES = 4 << 10;

    private static final int MAX_REQUEST_LINE_BYTES = 1 << 10;

    private static final int IDLE_SECONDS = 10;

    private final UnitConfig.Management config;

    private final ManagementPages pages;

    /** In the order in which they were opened. */
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    private HttpServer server;

    ManagementVerticle(UnitConfig.Management config, ManagementPages pages) {
        this.config = config;
        this.pages = pages;
    }

    /** The port listened on; to be asked when it is deployed. */
    int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(MAX_HEAD_BYTES)
                        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false))
                .connectionHandler(this::admit)
                .requestHandler(this::answer);
        return server.listen(config.port(), config.host());
    }

    private void admit(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(closed -> open.remove(connection));
        if (open.size() > MOST_CONNECTIONS) {
            Iterator<HttpConnection> eldest = open.iterator();
            HttpConnection leaving = eldest.next();
            eldest.remove();
            leaving.close();
        }
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        if (!isHead && !request.method().equals(HttpMethod.GET)) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            send(request, ManagementPages.NOT_ALLOWED);
            return;
        }
        send(request, pages.at(Objects.requireNonNullElse(request.path(), "")));
    }

    private static void send(HttpServerRequest request, Page page) {
        HttpServerResponse response = request.response()
                .setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        response.end(page.body()).onComplete(sent -> request.connection().close());
    }
}
