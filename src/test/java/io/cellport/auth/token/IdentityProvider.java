package io.cellport.auth.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs tokens as an identity provider does, with a key of its own and a name for it. */
public final class IdentityProvider {

    private final String keyId;

    private final String algorithm;

    private final KeyPair pair;

    private IdentityProvider(String keyId, String algorithm, KeyPair pair) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** One with an RSA key of so many bits. */
    public static IdentityProvider rsa(String keyId, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new IdentityProvider(keyId, "RS256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** One with a key on the curve P-256. */
    public static IdentityProvider ec(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new IdentityProvider(keyId, "ES256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The public keys of several as a JSON Web Key Set. */
    public static String keySet(IdentityProvider... providers) {
        JsonArray keys = new JsonArray();
        Arrays.stream(providers).forEach(provider -> keys.add(provider.key()));
        return new JsonObject().put("keys", keys).encode();
    }

    /** The public key; without an id if it has no name. */
    public JsonObject key() {
        JsonObject key = new JsonObject().put("use", "sig");
        if (!keyId.isEmpty()) {
            key.put("kid", keyId);
        }
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return key.put("kty", "RSA")
                    .put("n", number(rsa.getModulus(), 0))
                    .put("e", number(rsa.getPublicExponent(), 0));
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return key.put("kty", "EC")
                .put("crv", "P-256")
                .put("x", number(ec.getW().getAffineX(), 32))
                .put("y", number(ec.getW().getAffineY(), 32));
    }

    /** A token with these claims. */
    public String token(JsonObject claims) {
        JsonObject header = new JsonObject().put("alg", algorithm);
        if (!keyId.isEmpty()) {
            header.put("kid", keyId);
        }
        String signed = encode(header.encode()) + "." + encode(claims.encode());
        try {
            Signature signature =
                    Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String number(BigInteger number, int bytes) {
        byte[] raw = number.toByteArray();
        byte[] bare = raw[0] == 0 ? Arrays.copyOfRange(raw, 1, raw.length) : raw;
        byte[] padded = new byte[Math.max(bytes, bare.length)];
        System.arraycopy(bare, 0, padded, padded.length - bare.length, bare.length);
        return encode(padded);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a token says that makes its bearer an administrator of the unit. */
    static JsonObject claims(String issuer, Instant expires) {
        return new JsonObject()
                .put("iss", issuer)
                .put("aud", "cellport")
                .put("sub", "eve")
                .put("groups", "unit-admin")
                .put("exp", expires.getEpochSecond());
    }
}
