package io.cellport.http.pipeline;

import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.http.Exchange;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one log line per request, when it has ended: {@code [key] METHOD path status bytes time client who}. Method
 * and path are those after overrides and proxies; the bytes are those of the body. The line has no query, no header,
 * and of a token only its kind and its subject. It is formatted where it is written, not on the event loop. At the
 * level DEBUG another line tells of the beginning. Stateless.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.cellport.access");

    private static final Pattern INVISIBLE = Pattern.compile("[^\\x21-\\x7e]");

    private AccessLog() {}

    static void follow(RoutingContext context, Exchange exchange) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LOG.debug("[{}] begins", exchange.key());
        context.addEndHandler(end -> {
            Object status = end.succeeded() ? context.response().getStatusCode() : "aborted";
            LOG.info(
                    "{}",
                    new Line(
                            exchange.key(),
                            exchange.method().name(),
                            exchange.address().path(),
                            status,
                            context.response().bytesWritten(),
                            exchange.age(),
                            exchange.client(),
                            exchange.credential()));
        });
    }

    /** What a line tells. It becomes text on the thread that writes the log. Immutable. */
    private record Line(
            String key,
            String method,
            String path,
            Object status,
            long bytes,
            long nanos,
            String client,
            Credential credential) {

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(160);
            line.append('[').append(key).append("] ");
            line.append(visible(method))
                    .append(' ')
                    .append(visible(path))
                    .append(' ')
                    .append(status)
                    .append(' ');
            line.append(bytes)
                    .append("B ")
                    .append(TimeUnit.NANOSECONDS.toMillis(nanos))
                    .append("ms ");
            return line.append(client)
                    .append(' ')
                    .append(visible(who(credential)))
                    .toString();
        }
    }

    /** Kind and subject of a token; {@code -} without a credential, {@code invalid} for a bad one. */
    private static String who(Credential credential) {
        if (credential instanceof Credential.Valid valid) {
            AccessToken token = valid.token();
            return token.kind().name().toLowerCase(Locale.ROOT) + ":" + token.subject();
        }
        return credential instanceof Credential.Anonymous ? "-" : "invalid";
    }

    /** The text without characters that could begin another line or field. */
    private static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return INVISIBLE.matcher(text).replaceAll("?");
            }
        }
        return text;
    }
}
