package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one {@link AccessLine} per request, when it has ended. Method and path are those after overrides and proxies. The
 * line has no query, no header, and of a token only its kind and its subject. It is formatted where it is written, not
 * on the event loop. At the level DEBUG another line tells of the beginning. Stateless.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.cellport.access");

    private AccessLog() {}

    static void follow(RoutingContext context, Exchange exchange) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LOG.debug("[{}] begins", exchange.key());
        context.addEndHandler(end -> LOG.info(
                "{}",
                new AccessLine(
                        exchange.key(),
                        exchange.method().name(),
                        exchange.address().path(),
                        end.succeeded() ? context.response().getStatusCode() : AccessLine.ABORTED,
                        context.response().bytesWritten(),
                        exchange.age(),
                        exchange.client(),
                        exchange.credential())));
    }
}
