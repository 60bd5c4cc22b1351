package io.cellport.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** An RSA key pair that signs the unit's tokens. Its text never contains the key. Immutable. */
public final class UnitKey {

    private static final int BITS = 2048;

    private static final int ID_BYTES = 12;

    private final KeyPair pair;

    private final String id;

    private final Instant signFrom;

    private final Optional<Instant> retireAt;

    private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

    private UnitKey(KeyPair pair, Instant signFrom, Optional<Instant> retireAt) {
        this.pair = pair;
        this.id = idOf(pair);
        this.signFrom = signFrom;
        this.retireAt = retireAt;
    }

    /** A new pair, which takes about 100 ms. */
    static UnitKey generate(Instant signFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new UnitKey(generator.generateKeyPair(), signFrom, Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without RSA", e);
        }
    }

    /**
     * The pair of a private half.
     *
     * @param pkcs8 the private half, DER
     * @throws InvalidKeySpecException if it is not an RSA key
     */
    static UnitKey of(byte[] pkcs8, Instant signFrom, Optional<Instant> retireAt) throws InvalidKeySpecException {
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            if (keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey key) {
                RSAPublicKeySpec publicHalf = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
                return new UnitKey(new KeyPair(keys.generatePublic(publicHalf), key), signFrom, retireAt);
            }
            throw new InvalidKeySpecException("no public exponent");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without RSA", e);
        }
    }

    /** The start of the SHA-256 of the public half, in base64url. */
    private static String idOf(KeyPair pair) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    /** The same pair, which retires then at the latest. */
    UnitKey retiringAt(Instant latest) {
        return retireAt.filter(latest::isAfter).isPresent() ? this : new UnitKey(pair, signFrom, Optional.of(latest));
    }

    /** What tokens call the key ({@code kid}): 16 characters of base64url. */
    public String id() {
        return id;
    }

    /** When the key begins to sign. Until then it only verifies. */
    public Instant signFrom() {
        return signFrom;
    }

    /** From when on the key counts for nothing; empty while there is no younger one. */
    public Optional<Instant> retireAt() {
        return retireAt;
    }

    boolean isRetired(Instant now) {
        return retireAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** A secret of 32 bytes that only this key gives, a different one for every purpose. */
    public SecretKey derive(String purpose) {
        return derived.computeIfAbsent(purpose, this::newSecret);
    }

    private SecretKey newSecret(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pair.getPrivate().getEncoded(), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without HMAC", e);
        }
    }

    /** The public half as X.509 PEM. */
    public String publicPem() {
        return Pem.write("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    boolean isSameAs(UnitKey other) {
        return id.equals(other.id) && signFrom.equals(other.signFrom) && retireAt.equals(other.retireAt);
    }

    @Override
    public String toString() {
        return "UnitKey[" + id + "]";
    }
}
