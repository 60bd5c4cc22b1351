package io.cellport.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two log lines per request, {@code [key] < METHOD path} and {@code [key] > status NNms}. No query, no header. */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.cellport.access");

    private static final Pattern INVISIBLE = Pattern.compile("[^\\x21-\\x7e]");

    private AccessLog() {}

    static void follow(RoutingContext context, Exchange exchange) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        long start = System.nanoTime();
        LOG.info(
                "[{}] < {} {}",
                exchange.key(),
                exchange.method(),
                visible(context.request().path()));
        context.addEndHandler(end -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            Object status = end.succeeded() ? context.response().getStatusCode() : "broken off";
            LOG.info("[{}] > {} {}ms", exchange.key(), status, millis);
        });
    }

    private static String visible(String path) {
        if (path == null) {
            return "";
        }
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) {
                return INVISIBLE.matcher(path).replaceAll("?");
            }
        }
        return path;
    }
}
