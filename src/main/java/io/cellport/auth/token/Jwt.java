package io.cellport.auth.token;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The readable parts of a compact JWT. Reading proves nothing: whoever uses the claims has the signature checked first.
 *
 * @param header the JOSE header
 * @param claims the payload
 * @param signatureBytes how long the signature is
 */
record Jwt(JsonObject header, JsonObject claims, int signatureBytes) {

    private static final int MAX_LENGTH = 8192;

    private static final int ES256_BYTES = 64;

    /** Takes a token apart; empty if it is not three base64url parts of which the first two are JSON objects. */
    static Optional<Jwt> parse(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Jwt(
                    json(parts[0]), json(parts[1]), Base64.getUrlDecoder().decode(parts[2]).length));
        } catch (IllegalArgumentException | DecodeException malformed) {
            return Optional.empty();
        }
    }

    private static JsonObject json(String part) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
    }

    /** Whether the header names exactly this algorithm and asks for no extension that we would have to understand. */
    boolean isSignedWith(String algorithm) {
        return algorithm.equals(header.getValue("alg")) && !header.containsKey("crit");
    }

    /** Whether the signature is as long as that algorithm makes it (RFC 7518, 3.4); some libraries read a part only. */
    boolean hasSignatureOf(String algorithm) {
        return !algorithm.equals("ES256") || signatureBytes == ES256_BYTES;
    }

    /** A claim that is a string. */
    Optional<String> text(String claim) {
        return claims.getValue(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The only audience; empty if there is none or more than one. */
    Optional<String> audience() {
        if (claims.getValue("aud") instanceof JsonArray all) {
            return all.size() == 1 && all.getValue(0) instanceof String one ? Optional.of(one) : Optional.empty();
        }
        return text("aud");
    }

    /** A claim that is a time in whole or broken seconds since 1970, cut to whole seconds. */
    Optional<Instant> time(String claim) {
        return claims.getValue(claim) instanceof Number seconds && Math.abs(seconds.doubleValue()) < 1e11
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** Whether one of the audiences is this. */
    boolean isFor(String audience) {
        return claims.getValue("aud") instanceof JsonArray all
                ? all.contains(audience)
                : text("aud").filter(audience::equals).isPresent();
    }

    /** The name of the key that signed; empty if the header names none. */
    String keyId() {
        return header.getValue("kid") instanceof String id ? id : "";
    }

    /** Whether the token may not be used yet. */
    boolean isEarly(Instant now) {
        return claims.containsKey("nbf")
                && time("nbf").filter(start -> !now.isBefore(start)).isEmpty();
    }

    /** The space-separated scopes. */
    Set<String> scopes() {
        return Scopes.words(text("scope").orElse(""));
    }
}
