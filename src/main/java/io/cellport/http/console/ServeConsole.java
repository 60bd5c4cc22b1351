package io.cellport.http.console;

import io.cellport.config.UnitConfig;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.console.ConsoleResource.ConsoleFile;
import io.cellport.http.message.EntityTags;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * {@code GET /__console} and {@code GET /__console/{file}}: the page and what it needs, with entity tags. Open to
 * everybody, because none of it is data. Belongs to one event loop.
 */
final class ServeConsole {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");

    private static final CharSequence OPENER = HttpHeaders.createOptimized("Cross-Origin-Opener-Policy");

    private static final CharSequence EMBEDDER = HttpHeaders.createOptimized("Cross-Origin-Resource-Policy");

    private final String policy;

    ServeConsole(UnitConfig.Unit unit) {
        this.policy = ContentPolicy.of(unit);
    }

    /**
     * Addresses in the page are relative to one without a slash at its end, so that the unit may lie below any path.
     */
    public Future<Void> page(Exchange exchange) {
        if (exchange.address().path().endsWith("/")) {
            exchange.response().putHeader(HttpHeaders.LOCATION, "../" + ConsoleApi.NAME);
            return exchange.empty(308);
        }
        return send(exchange, ConsoleFiles.PAGE);
    }

    public Future<Void> file(Exchange exchange) {
        String name = ((ConsoleFile) exchange.resource()).name();
        return send(exchange, ConsoleFiles.find(name).orElseThrow(() -> ApiException.of(ErrorCode.PR404_MC_0001)));
    }

    private Future<Void> send(Exchange exchange, StaticFile file) {
        HttpServerResponse response = exchange.response();
        response.headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        response.putHeader(HttpHeaders.ETAG, file.tag().toString());
        response.putHeader(POLICY, policy);
        response.putHeader(REFERRER, "no-referrer");
        response.putHeader(OPENER, "same-origin");
        response.putHeader(EMBEDDER, "same-origin");
        return EntityTags.parse(exchange.list(HttpHeaders.IF_NONE_MATCH)).nameWeakly(file.tag())
                ? exchange.empty(304)
                : exchange.body(200, file.type(), file.bytes());
    }
}
