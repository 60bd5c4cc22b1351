package io.cellport.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.SteadyClock;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.config.UnitConfig;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells what a token is worth. Checking a signature takes tens of microseconds and a lock of the verifier, so every
 * router verticle has its own, and a bounded cache remembers tokens that were verified. Refused tokens are never
 * remembered. Belongs to one event loop.
 */
public final class TokenVerifier {

    private static final Credential PARSE_ERROR = new Credential.Invalid(ErrorCode.PR401_AU_0006);

    private static final Credential REFRESH_TOKEN = new Credential.Invalid(ErrorCode.PR401_AU_0007);

    private static final Credential EXPIRED = new Credential.Invalid(ErrorCode.PR401_AU_0002);

    private final OwnTokens own;

    private final Map<String, ExternalTokens> external = new HashMap<>();

    private final Supplier<String> unitUrl;

    private final Clock clock;

    private final Cache<Seen, AccessToken> verified;

    /**
     * A verifier of the unit's tokens and of those of the configured issuers.
     *
     * @param unitUrl the unit URL, which the unit's own tokens name as their issuer; asked when the first token comes
     */
    public TokenVerifier(Vertx vertx, CurrentKeys keys, Supplier<String> unitUrl, UnitConfig.Auth config, Clock clock) {
        this(vertx, keys, unitUrl, config, clock, new SteadyClock());
    }

    /** The same with a clock of its own for how long something is ago. */
    TokenVerifier(
            Vertx vertx,
            CurrentKeys keys,
            Supplier<String> unitUrl,
            UnitConfig.Auth config,
            Clock clock,
            Clock steady) {
        this.unitUrl = unitUrl;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.tokenCacheSize())
                .executor(Runnable::run)
                .build();
        this.own = new OwnTokens(vertx, keys, clock, verified::invalidateAll);
        config.issuers()
                .forEach(issuer -> external.put(
                        issuer.issuer(),
                        new ExternalTokens(vertx, issuer, unitUrl, clock, steady, verified::invalidateAll)));
    }

    /**
     * A token as a key of the cache. Hashing all of it would cost more than anything else that an answer from the cache
     * takes, and the end of its signature spreads as well: only verified tokens are kept, so nobody can choose it.
     *
     * @param from where it begins in the text: what stands before it is no part of a token that is shown elsewhere
     */
    private record Seen(String text, int from) {

        private static final int HASHED = 16;

        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = Math.max(0, text.length() - HASHED); i < text.length(); i++) {
                hash = 31 * hash + text.charAt(i);
            }
            return hash;
        }
    }

    /** The same for a text that is nothing but a token. */
    public Future<Credential> verify(String token, String realm) {
        return verify(token, 0, realm);
    }

    /**
     * Judges a bearer token.
     *
     * @param text ends with the token; whoever shows it again shows all of the text
     * @param from where the token begins
     * @param realm the URL of the cell, or of the unit, that the request is about
     * @return complete at once for a token seen before; fails with {@code PR503-SV-0002} if the unit's keys cannot be
     *     read again to find the one that the token names
     */
    public Future<Credential> verify(String text, int from, String realm) {
        refreshKeys();
        Seen shown = new Seen(text, from);
        AccessToken seen = verified.getIfPresent(shown);
        if (seen != null) {
            return Future.succeededFuture(judge(seen, realm));
        }
        String token = text.substring(from);
        return read(token, shown)
                .compose(known -> known.map(found -> Future.succeededFuture(judge(found, realm)))
                        .orElseGet(() -> refuse(token)));
    }

    /**
     * Why a token cannot be read. Of one that this unit signed when it had another address, the address is told: only
     * who got a token there can show one, and the unit's own stands in {@code GET /}.
     */
    private Future<Credential> refuse(String token) {
        Optional<Jwt> jwt = Jwt.parse(token);
        String issuer = jwt.flatMap(found -> found.text("iss")).orElse("");
        if (issuer.isEmpty() || issuer.equals(unitUrl.get()) || external.containsKey(issuer)) {
            return Future.succeededFuture(PARSE_ERROR);
        }
        return own.read(token, jwt.get())
                .map(signed -> signed.isPresent()
                        ? new Credential.Invalid(ApiError.of(ErrorCode.PR401_AU_0013, issuer, unitUrl.get()))
                        : PARSE_ERROR);
    }

    /**
     * Opens a refresh token.
     *
     * @param cellUrl the cell that it has to be for
     * @return fails with {@code PR400-AN-0009}, {@code -0010} or {@code -0013} if it is none, or none any more, and
     *     with {@code PR503-SV-0002} as {@link #verify}
     */
    public Future<AccessToken> refresh(String token, String cellUrl) {
        refreshKeys();
        return read(token, new Seen(token, 0)).map(known -> {
            AccessToken found = known.filter(read -> isFor(read, cellUrl))
                    .orElseThrow(() -> ApiException.of(ErrorCode.PR400_AN_0009));
            if (found.kind() != TokenKind.REFRESH) {
                throw ApiException.of(ErrorCode.PR400_AN_0013);
            }
            if (isExpired(found)) {
                throw ApiException.of(ErrorCode.PR400_AN_0010);
            }
            return found;
        });
    }

    private void refreshKeys() {
        own.refresh();
        external.values().forEach(ExternalTokens::refresh);
    }

    private Future<Optional<AccessToken>> read(String token, Seen key) {
        AccessToken known = verified.getIfPresent(key);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return Jwt.parse(token)
                .map(jwt -> source(jwt).read(token, jwt))
                .orElse(Future.succeededFuture(Optional.empty()))
                .onSuccess(read -> read.ifPresent(found -> verified.put(key, found)));
    }

    private TokenSource source(Jwt jwt) {
        String issuer = jwt.text("iss").orElse("");
        if (issuer.equals(unitUrl.get())) {
            return own;
        }
        TokenSource known = external.get(issuer);
        return known != null ? known : (token, unknown) -> Future.succeededFuture(Optional.empty());
    }

    private Credential judge(AccessToken token, String realm) {
        if (!isFor(token, realm)) {
            return PARSE_ERROR;
        }
        if (token.kind() == TokenKind.REFRESH) {
            return REFRESH_TOKEN;
        }
        return isExpired(token) ? EXPIRED : new Credential.Valid(token);
    }

    private boolean isFor(AccessToken token, String realm) {
        return token.audience().equals(realm) || token.audience().equals(unitUrl.get());
    }

    private boolean isExpired(AccessToken token) {
        return !clock.instant().isBefore(token.expiresAt());
    }
}
