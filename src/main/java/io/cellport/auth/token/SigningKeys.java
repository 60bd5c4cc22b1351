package io.cellport.auth.token;

import io.cellport.config.Issuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an external issuer. They are read again while tokens are used: a file every 10 seconds, a URL
 * every 5 minutes, either one at once for a token that names an unknown key and after a failure, but at most once in 10
 * seconds. What cannot be read leaves the known keys as they are. Belongs to one event loop.
 */
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

    private static final Duration WEB_INTERVAL = Duration.ofMinutes(5);

    private final Vertx vertx;

    private final Issuer issuer;

    private final KeySetLocation location;

    /** Does not follow changes of the time of day, so that keys are read again in time. */
    private final Clock clock;

    private final Runnable changed;

    private Buffer text = Buffer.buffer();

    private KeySet keys = KeySet.EMPTY;

    private boolean failed;

    private Instant lastRead = Instant.MIN;

    private Future<Void> reading = Future.succeededFuture();

    SigningKeys(Vertx vertx, Issuer issuer, Clock clock, Runnable changed) {
        this.vertx = vertx;
        this.issuer = issuer;
        this.location = KeySetLocation.of(vertx, issuer);
        this.clock = clock;
        this.changed = changed;
    }

    /** Whether a key of that id signed the token. Never fails. */
    Future<Boolean> verify(String token, String keyId) {
        return anyOf(keys.candidates(keyId).iterator(), token)
                .compose(genuine -> genuine || keys.knows(keyId)
                        ? Future.succeededFuture(genuine)
                        : readAfter(SHORTEST_INTERVAL)
                                .compose(read -> anyOf(keys.candidates(keyId).iterator(), token)))
                .otherwise(false);
    }

    /** Inside compose, because the library throws at claims of an unexpected type. */
    private static Future<Boolean> anyOf(Iterator<JWTAuth> candidates, String token) {
        return candidates.hasNext()
                ? Future.succeededFuture(new TokenCredentials(token))
                        .compose(candidates.next()::authenticate)
                        .map(true)
                        .recover(wrong -> anyOf(candidates, token))
                : Future.succeededFuture(false);
    }

    /** Starts to read the keys again if it is time; does not wait. */
    void refresh() {
        readAfter(issuer.isOnTheWeb() && !failed ? WEB_INTERVAL : SHORTEST_INTERVAL);
    }

    private Future<Void> readAfter(Duration interval) {
        Instant now = clock.instant();
        if (reading.isComplete() && !now.isBefore(lastRead.plus(interval))) {
            lastRead = now;
            reading = location.read().map(this::accept).otherwise(this::keep);
        }
        return reading;
    }

    private Void accept(Buffer read) {
        if (!read.equals(text)) {
            keys = KeySet.parse(vertx, read, issuer.algorithm());
            text = read;
            LOG.info("Issuer {}: {} signing keys", issuer.issuer(), keys.size());
            changed.run();
        }
        failed = false;
        return null;
    }

    private Void keep(Throwable failure) {
        failed = true;
        LOG.warn(
                "Issuer {}: the key set cannot be read ({})",
                issuer.issuer(),
                failure.getClass().getSimpleName());
        return null;
    }
}
