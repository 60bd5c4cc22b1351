package io.cellport.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Step: {@code X-HTTP-Method-Override}, on POST only and taken verbatim, then {@code X-Override}, one header per line,
 * cut at its first colon, later lines win. See the Personium API, "Start Cell Importation".
 */
final class Overrides implements Handler<RoutingContext> {

    private static final CharSequence METHOD = HttpHeaders.createOptimized("X-HTTP-Method-Override");

    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Override");

    private static final Pattern METHOD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final HttpMethod UNKNOWN = HttpMethod.valueOf("UNKNOWN");

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        HttpServerRequest request = context.request();
        if (request.method().equals(HttpMethod.POST)) {
            String method = request.getHeader(METHOD);
            if (method != null && !method.isEmpty()) {
                exchange.method(method(method));
            }
        }
        if (request.headers().contains(HEADER)) {
            exchange.overrides(parse(request.headers().getAll(HEADER)));
        }
        context.next();
    }

    /** What is no name of a method is none that any resource has. */
    private static HttpMethod method(String name) {
        return METHOD_NAME.matcher(name).matches() ? HttpMethod.valueOf(name) : UNKNOWN;
    }

    static Map<String, String> parse(List<String> lines) {
        Map<String, String> overrides = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                overrides.put(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        return overrides;
    }
}
