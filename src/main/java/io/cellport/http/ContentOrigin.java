package io.cellport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Keeps what was imported from acting for whoever is logged in to the unit: a browser gives such an answer an origin of
 * its own, and runs no script in it. Stateless.
 */
public final class ContentOrigin {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

    private static final CharSequence SANDBOX = HttpHeaders.createOptimized("sandbox");

    private ContentOrigin() {}

    public static HttpServerResponse isolate(HttpServerResponse response) {
        return response.putHeader(POLICY, SANDBOX);
    }
}
