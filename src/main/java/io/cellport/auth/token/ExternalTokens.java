package io.cellport.auth.token;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.config.Issuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.pointer.JsonPointer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tokens of an identity provider that the configuration names: root on the whole unit, or nothing.
 * Belongs to one event loop.
 */
final class ExternalTokens implements TokenSource {

    private final Issuer issuer;

    private final SigningKeys keys;

    private final Supplier<String> unitUrl;

    private final Clock clock;

    /**
     * The tokens of one issuer.
     *
     * @param steady tells when to read the issuer's keys again
     * @param keysChanged called when tokens that were verified before have to be verified again
     */
    ExternalTokens(
            Vertx vertx, Issuer issuer, Supplier<String> unitUrl, Clock clock, Clock steady, Runnable keysChanged) {
        this.issuer = issuer;
        this.keys = new SigningKeys(vertx, issuer, steady, keysChanged);
        this.unitUrl = unitUrl;
        this.clock = clock;
    }

    /** Looks after the issuer's keys; to be called whenever a token is used, also one that was verified before. */
    void refresh() {
        keys.refresh();
    }

    @Override
    public Future<Optional<AccessToken>> read(String token, Jwt jwt) {
        if (!jwt.isSignedWith(issuer.algorithm())
                || !jwt.hasSignatureOf(issuer.algorithm())
                || !jwt.isFor(issuer.audience())
                || jwt.isEarly(clock.instant())
                || jwt.time("exp").isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return keys.verify(token, jwt.keyId()).map(genuine -> genuine ? Optional.of(accept(jwt)) : Optional.empty());
    }

    private AccessToken accept(Jwt jwt) {
        return new AccessToken(
                TokenKind.UNIT,
                jwt.text("sub").orElse(""),
                unitUrl.get(),
                "",
                "",
                Instant.EPOCH,
                holdsRoot(jwt) ? Set.of(CellPrivilege.ROOT.text()) : Set.of(),
                jwt.time("exp").orElseThrow());
    }

    private boolean holdsRoot(Jwt jwt) {
        String claim = issuer.rootClaim();
        Object value = claim.startsWith("/")
                ? JsonPointer.from(claim).queryJson(jwt.claims())
                : jwt.claims().getValue(claim);
        if (value instanceof JsonArray all) {
            return all.contains(issuer.rootValue());
        }
        return value instanceof String text && Arrays.asList(text.split(" ")).contains(issuer.rootValue());
    }
}
