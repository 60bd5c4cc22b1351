package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.message.SingleHeader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Step: applies {@code X-HTTP-Method-Override}, on POST only and taken verbatim, then {@code X-Override}: one header a
 * line, split at its first colon; later lines win. See the Personium API, "Start Cell Importation". Headers that say
 * where a request goes, how it is framed or what proxies know of it cannot be overridden, so that what a proxy decided
 * by them holds. Stateless.
 */
final class Overrides implements Step {

    private static final CharSequence METHOD = HttpHeaders.createOptimized("X-HTTP-Method-Override");

    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Override");

    private static final Set<String> FIXED = Set.of(
            "host",
            "forwarded",
            "via",
            "x-real-ip",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect");

    private static final String FIXED_PREFIX = "x-forwarded-";

    private static final Pattern METHOD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final HttpMethod UNKNOWN = HttpMethod.valueOf("UNKNOWN");

    @Override
    public Future<?> take(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        if (request.method().equals(HttpMethod.POST)) {
            String method = SingleHeader.in(request.headers().getAll(METHOD), METHOD);
            if (method != null && !method.isEmpty()) {
                exchange.method(method(method));
            }
        }
        if (request.headers().contains(HEADER)) {
            exchange.overrides(parse(request.headers().getAll(HEADER)));
        }
        return TAKEN;
    }

    /** The method of that name; if it is not the name of a method, one that no resource has. */
    private static HttpMethod method(String name) {
        return METHOD_NAME.matcher(name).matches() ? HttpMethod.valueOf(name) : UNKNOWN;
    }

    static Map<String, String> parse(List<String> lines) {
        Map<String, String> overrides = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).trim();
            if (!name.isEmpty() && !isFixed(name.toLowerCase(Locale.ROOT))) {
                overrides.put(name, line.substring(colon + 1).trim());
            }
        }
        return overrides;
    }

    private static boolean isFixed(String name) {
        return FIXED.contains(name) || name.startsWith(FIXED_PREFIX);
    }
}
