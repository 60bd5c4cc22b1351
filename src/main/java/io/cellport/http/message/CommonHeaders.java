package io.cellport.http.message;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * The headers of every response, errors included. Any origin may read, as the Personium API pages say, and a
 * browser may send the headers that it asks for in {@code Access-Control-Request-Headers}. No shared cache may keep an
 * answer, however the credential was presented, and no client may guess at types. An endpoint may be stricter.
 * Stateless.
 */
public final class CommonHeaders {

    private static final CharSequence VERSION_NAME = HttpHeaders.createOptimized("X-Personium-Version");

    private static final CharSequence VERSION = HttpHeaders.createOptimized("1.8.4");

    private static final CharSequence ANY = HttpHeaders.createOptimized("*");

    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");

    /** All headers that can carry a credential or change the headers for browsers. */
    public static final CharSequence WHO_ASKS =
            HttpHeaders.createOptimized("Authorization, Cookie, X-Override, Origin");

    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");

    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    private static final String EXPOSED = "X-Personium-Version, ETag, Location, Link, Retry-After, Preference-Applied,"
            + " Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm,"
            + " Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires";

    private static final String ONE_DAY = "86400";

    /** Those of a response to which no browser has asked for more. Many responses share them, none changes them. */
    static final MultiMap ALWAYS = HttpHeaders.headers()
            .set(VERSION_NAME, VERSION)
            .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
            .set(HttpHeaders.CACHE_CONTROL, PRIVATE)
            .set(HttpHeaders.VARY, WHO_ASKS)
            .set(TYPE_OPTIONS, NO_SNIFF)
            .copy(false);

    private CommonHeaders() {}

    /** Puts them into a response that has no headers yet. */
    public static void apply(HttpServerRequest request, HttpServerResponse response) {
        response.headers().setAll(ALWAYS);
        if (request.headers().contains(HttpHeaders.ORIGIN)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY);
            List<String> asked = request.headers().getAll(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (!asked.isEmpty()) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, String.join(",", asked));
            }
        }
    }

    /**
     * Whether a response has these headers alone. As long as nobody changes them, it has the very block that all share.
     */
    @SuppressWarnings("ReferenceEquality")
    static boolean areAllOf(HttpServerResponse response) {
        return response.headers().copy(false) == ALWAYS;
    }
}
