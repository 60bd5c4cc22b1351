package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one {@link AccessLine} per request, when it has ended. Method and path are those after overrides and proxies.
 * The line has no query, no header, and of a token only its kind and its subject. It is formatted where it is written,
 * not on the event loop. At the level DEBUG another line tells of the beginning. Stateless.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.cellport.access");

    private AccessLog() {}

    static void begun(Exchange exchange) {
        LOG.debug("[{}] begins", exchange.key());
    }

    /** @param sent whether the answer was sent to its end */
    static void write(Exchange exchange, boolean sent) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(exchange, sent));
        }
    }

    private static AccessLine line(Exchange exchange, boolean sent) {
        return new AccessLine(
                exchange.key(),
                exchange.method().name(),
                exchange.address().path(),
                sent ? exchange.response().getStatusCode() : AccessLine.ABORTED,
                exchange.bodyBytes(),
                exchange.age(),
                exchange.client(),
                exchange.credential());
    }
}
