package io.cellport.auth.token;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON Web Key Set (RFC 7517), as far as it can verify tokens. Belongs to one event loop. */
final class KeySet {

    /** Has no keys. */
    static final KeySet EMPTY = new KeySet(List.of());

    /** Base64url characters of the modulus of an RSA key of 2048 bits. */
    private static final int MIN_MODULUS_LENGTH = 342;

    private static final int MAX_KEYS = 100;

    /** How many signatures are tried for one token: that takes the event loop less than a millisecond. */
    private static final int MAX_CANDIDATES = 16;

    private final List<Key> keys;

    private KeySet(List<Key> keys) {
        this.keys = keys;
    }

    private record Key(String id, JWTAuth verifier) {}

    /**
     * The keys of a set that are for an algorithm; members that are not, or that cannot be understood, are left out.
     *
     * @param algorithm {@code RS256} or {@code ES256}
     * @throws RuntimeException if the text is no key set
     */
    static KeySet parse(Vertx vertx, Buffer text, String algorithm) {
        JsonArray members = new JsonObject(text).getJsonArray("keys", new JsonArray());
        if (!members.isEmpty() && members.stream().noneMatch(JsonObject.class::isInstance)) {
            throw new IllegalArgumentException("no member is an object");
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(members.size(), MAX_KEYS); i++) {
            if (members.getValue(i) instanceof JsonObject member) {
                read(vertx, member, algorithm).ifPresent(keys::add);
            }
        }
        return new KeySet(List.copyOf(keys));
    }

    int size() {
        return keys.size();
    }

    /** Whether there is a key of that name; a token without one names none. */
    boolean knows(String id) {
        return !id.isEmpty() && keys.stream().anyMatch(key -> key.id.equals(id));
    }

    /**
     * The verifiers of the keys that may have signed a token.
     *
     * @param id the name of the key in the token; if it is empty, any key may be meant. A key without a name always may
     */
    List<JWTAuth> candidates(String id) {
        String wanted = knows(id) ? id : "";
        return keys.stream()
                .filter(key -> id.isEmpty() || key.id.equals(wanted))
                .limit(MAX_CANDIDATES)
                .map(Key::verifier)
                .toList();
    }

    private static Optional<Key> read(Vertx vertx, JsonObject member, String algorithm) {
        try {
            return isFor(member, algorithm)
                    ? Optional.of(new Key(
                            member.getString("kid", ""), verifier(vertx, publicPart(member, algorithm), algorithm)))
                    : Optional.empty();
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isFor(JsonObject key, String algorithm) {
        boolean type = algorithm.equals("RS256")
                ? "RSA".equals(key.getValue("kty")) && key.getString("n", "").length() >= MIN_MODULUS_LENGTH
                : "EC".equals(key.getValue("kty")) && "P-256".equals(key.getValue("crv"));
        return type
                && key.getString("alg", algorithm).equals(algorithm)
                && key.getString("use", "sig").equals("sig");
    }

    private static JsonObject publicPart(JsonObject key, String algorithm) {
        JsonObject copy = new JsonObject().put("alg", algorithm);
        for (String member : List.of("kty", "n", "e", "crv", "x", "y")) {
            if (key.containsKey(member)) {
                copy.put(member, key.getString(member));
            }
        }
        return copy;
    }

    private static JWTAuth verifier(Vertx vertx, JsonObject key, String algorithm) {
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(new JWTOptions().setAlgorithm(algorithm).setIgnoreExpiration(true))
                        .addJwk(key));
    }
}
