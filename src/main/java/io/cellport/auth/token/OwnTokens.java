package io.cellport.auth.token;

import io.cellport.auth.UnitKey;
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

/** The tokens that this unit signed. Belongs to one event loop. */
final class OwnTokens implements TokenSource {

    private static final String ALGORITHM = "RS256";

    private final JWTAuth signatures;

    private final Clock clock;

    OwnTokens(Vertx vertx, UnitKey key, Clock clock) {
        this.signatures = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true))
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(key.publicPem())));
        this.clock = clock;
    }

    @Override
    public Future<Optional<AccessToken>> read(String token, Jwt jwt) {
        if (!jwt.isSignedWith(ALGORITHM) || jwt.isEarly(clock.instant())) {
            return Future.succeededFuture(Optional.empty());
        }
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
