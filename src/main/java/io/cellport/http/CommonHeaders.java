package io.cellport.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Step: the headers of every response, errors included. Any origin may read, as the Personium API pages say; what
 * a browser asks for in {@code Access-Control-Request-Headers} is allowed.
 */
final class CommonHeaders implements Handler<RoutingContext> {

    private static final CharSequence VERSION_NAME = HttpHeaders.createOptimized("X-Personium-Version");

    private static final CharSequence VERSION = HttpHeaders.createOptimized("1.8.4");

    private static final CharSequence ANY = HttpHeaders.createOptimized("*");

    private static final String EXPOSED = "X-Personium-Version, ETag, Location, Link, Retry-After, Preference-Applied";

    private static final String ONE_DAY = "86400";

    @Override
    public void handle(RoutingContext context) {
        apply(context);
        context.next();
    }

    static void apply(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader(VERSION_NAME, VERSION);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        if (request.headers().contains(HttpHeaders.ORIGIN)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY);
            String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (asked != null) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked);
            }
        }
    }
}
