package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.dav.WebDav;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * Step: answers {@code OPTIONS} without a credential, which browsers and WebDAV clients send ahead, the same for every
 * path. Stateless.
 */
final class Preflight implements Step {

    private static final String EVERYTHING =
            "OPTIONS, GET, POST, PUT, DELETE, HEAD, MERGE, MKCOL, MOVE, PROPFIND, PROPPATCH, ACL";

    @Override
    public Future<?> take(Exchange exchange) {
        if (!exchange.request().method().equals(HttpMethod.OPTIONS)
                || exchange.header(HttpHeaders.AUTHORIZATION) != null) {
            return TAKEN;
        }
        exchange.response().putHeader(HttpHeaders.ALLOW, EVERYTHING);
        exchange.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods(exchange));
        exchange.response().putHeader(WebDav.CLASS_NAME, WebDav.CLASS);
        return exchange.empty(200);
    }

    /** Personium has no {@code PATCH}: only who asks for it is told of it. */
    private static String methods(Exchange exchange) {
        return exchange.lines(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD).equals(List.of(HttpMethod.PATCH.name()))
                ? EVERYTHING + ", PATCH"
                : EVERYTHING;
    }
}
