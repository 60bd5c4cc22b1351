package io.cellport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.message.ErrorCode;
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
import java.util.function.Supplier;

/**
 * Tells what a request's credential is worth. Checking a signature is synchronised inside one verifier and takes tens of
 * microseconds, so every router verticle has a verifier of its own, and a token that was verified before costs only a
 * look into a bounded cache. Refused tokens are never remembered. For use on its verticle's event loop.
 */
public final class TokenVerifier {

    private static final String ALGORITHM = "RS256";

    private static final Credential PARSE_ERROR = new Credential.Invalid(ErrorCode.PR401_AU_0006);

    private static final Credential EXPIRED = new Credential.Invalid(ErrorCode.PR401_AU_0002);

    private final JWTAuth signatures;

    private final Supplier<String> unitUrl;

    private final Clock clock;

    private final Cache<String, Credential.Valid> verified;

    /**
     * A verifier of tokens signed with one key.
     *
     * @param unitUrl the unit URL, which every token has to name as its issuer; asked when the first token comes
     * @param cacheSize most verified tokens that are remembered
     */
    public TokenVerifier(Vertx vertx, UnitKey key, Supplier<String> unitUrl, int cacheSize, Clock clock) {
        this.signatures = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true))
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(key.publicPem())));
        this.unitUrl = unitUrl;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(cacheSize)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Judges the value of an {@code Authorization} header.
     *
     * @param header the value; null if there is no such header
     * @param realm the URL of the cell, or of the unit, that the request is about
     * @return never fails; complete at once for a token seen before
     */
    public Future<Credential> verify(String header, String realm) {
        if (header == null) {
            return Future.succeededFuture(Credential.ANONYMOUS);
        }
        Credential.Valid known = verified.getIfPresent(header);
        if (known != null) {
            return Future.succeededFuture(judge(known, realm));
        }
        AuthorizationHeader parsed = AuthorizationHeader.parse(header);
        if (parsed instanceof AuthorizationHeader.Bearer bearer) {
            return verifyUnknown(header, bearer.token(), realm);
        }
        return Future.succeededFuture(new Credential.Invalid(((AuthorizationHeader.Unusable) parsed).reason()));
    }

    private Future<Credential> verifyUnknown(String header, String token, String realm) {
        Optional<Jwt> jwt = Jwt.parse(token).filter(parsed -> parsed.isSignedWith(ALGORITHM));
        if (jwt.isEmpty()) {
            return Future.succeededFuture(PARSE_ERROR);
        }
        // Inside compose, because the library throws at claims of an unexpected type.
        return Future.succeededFuture(new TokenCredentials(token))
                .compose(signatures::authenticate)
                .map(user -> accept(header, jwt.get(), realm))
                .otherwise(PARSE_ERROR);
    }

    private Credential accept(String header, Jwt jwt, String realm) {
        Optional<Instant> expiry = jwt.time("exp");
        Optional<String> audience = jwt.audience();
        boolean ours = jwt.text("iss").filter(unitUrl.get()::equals).isPresent();
        boolean usable = jwt.time("nbf").filter(clock.instant()::isBefore).isEmpty();
        if (!ours || !usable || expiry.isEmpty() || audience.isEmpty()) {
            return PARSE_ERROR;
        }
        Credential.Valid valid = new Credential.Valid(
                new AccessToken(jwt.text("sub").orElse(""), audience.get(), jwt.scopes(), expiry.get()));
        verified.put(header, valid);
        return judge(valid, realm);
    }

    private Credential judge(Credential.Valid valid, String realm) {
        AccessToken token = valid.token();
        if (!token.audience().equals(realm) && !token.audience().equals(unitUrl.get())) {
            return PARSE_ERROR;
        }
        return clock.instant().isBefore(token.expiresAt()) ? valid : EXPIRED;
    }
}
