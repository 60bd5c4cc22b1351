package io.cellport.auth;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON Web Key Sets (RFC 7517). Stateless. */
final class KeySet {

    /** Base64url characters of the modulus of an RSA key of 2048 bits. */
    private static final int MIN_MODULUS_LENGTH = 342;

    private static final int MAX_KEYS = 100;

    private KeySet() {}

    /**
     * The verifiers of a set by key id; a key without an id has an empty one.
     *
     * @param algorithm {@code RS256} or {@code ES256}; keys for anything else are left out
     * @throws RuntimeException if the text is no key set
     */
    static Map<String, JWTAuth> parse(Vertx vertx, Buffer text, String algorithm) {
        Map<String, JWTAuth> verifiers = new LinkedHashMap<>();
        JsonArray keys = new JsonObject(text).getJsonArray("keys", new JsonArray());
        for (int i = 0; i < Math.min(keys.size(), MAX_KEYS); i++) {
            JsonObject key = keys.getJsonObject(i);
            if (isFor(key, algorithm)) {
                verifiers.put(key.getString("kid", ""), verifier(vertx, publicPart(key, algorithm), algorithm));
            }
        }
        return verifiers;
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
