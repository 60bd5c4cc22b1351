package io.cellport.auth.token;

import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.UnitKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The tokens that this unit signed. One that names no key is from before keys had names. Belongs to one event loop.
 */
final class OwnTokens implements TokenSource {

    private static final String ALGORITHM = "RS256";

    private final Vertx vertx;

    private final CurrentKeys keys;

    private final Clock clock;

    private final Runnable changed;

    /** The keys that {@link #signatures} verifies with. */
    private UnitKeys used;

    private JWTAuth signatures;

    /**
     * The tokens of this unit.
     *
     * @param keysChanged called when tokens that were verified before have to be verified again
     */
    OwnTokens(Vertx vertx, CurrentKeys keys, Clock clock, Runnable keysChanged) {
        this.vertx = vertx;
        this.keys = keys;
        this.clock = clock;
        this.changed = keysChanged;
        this.used = keys.get();
        this.signatures = verifier(vertx, used);
    }

    private static JWTAuth verifier(Vertx vertx, UnitKeys keys) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true));
        keys.all()
                .forEach(key -> options.addPubSecKey(new PubSecKeyOptions()
                        .setAlgorithm(ALGORITHM)
                        .setId(key.id())
                        .setBuffer(key.publicPem())));
        return JWTAuth.create(vertx, options);
    }

    /** Follows the keys of the unit; to be called whenever a token is used, also one that was verified before. */
    void refresh() {
        UnitKeys current = keys.get();
        if (current != used) {
            used = current;
            signatures = verifier(vertx, current);
            changed.run();
        }
    }

    @Override
    public Future<Optional<AccessToken>> read(String token, Jwt jwt) {
        if (!jwt.isSignedWith(ALGORITHM) || jwt.isEarly(clock.instant())) {
            return Future.succeededFuture(Optional.empty());
        }
        return jwt.keyId().isEmpty() || used.knows(jwt.keyId())
                ? verify(token, jwt)
                : keys.readAgain().compose(read -> {
                    refresh();
                    return verify(token, jwt);
                });
    }

    private Future<Optional<AccessToken>> verify(String token, Jwt jwt) {
        // Inside compose, because the library throws at claims of an unexpected type.
        return Future.succeededFuture(new TokenCredentials(token))
                .compose(signatures::authenticate)
                .map(user -> accept(jwt))
                .otherwise(Optional.empty());
    }

    private static Optional<AccessToken> accept(Jwt jwt) {
        Optional<TokenKind> kind = jwt.text("kind").flatMap(TokenKind::of);
        Optional<String> audience = jwt.audience();
        Optional<Instant> expiry = jwt.time("exp");
        Optional<String> cellId = jwt.text("cell");
        if (kind.isEmpty() || audience.isEmpty() || expiry.isEmpty()) {
            return Optional.empty();
        }
        if (kind.get().isBoundToAccount() != cellId.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new AccessToken(
                kind.get(),
                jwt.text("sub").orElse(""),
                audience.get(),
                cellId.orElse(""),
                jwt.text("cred").orElse(""),
                jwt.time("auth_time").orElse(Instant.EPOCH),
                jwt.scopes(),
                expiry.get()));
    }
}
