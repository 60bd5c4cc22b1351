package io.cellport.auth.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What Personium stored before it knew scrypt: SHA-256 of the password followed by one salt for the whole unit, in
 * hexadecimal. Immutable.
 */
final class Sha256Hash implements PasswordHash {

    private static final int BYTES = 32;

    private final byte[] hash;

    private final String salt;

    private Sha256Hash(byte[] hash, String salt) {
        this.hash = hash;
        this.salt = salt;
    }

    static Optional<PasswordHash> parse(String credential, String salt) {
        try {
            byte[] hash = HexFormat.of().parseHex(credential);
            return hash.length == BYTES ? Optional.of(new Sha256Hash(hash, salt)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whether this is the hash of the password; costs next to nothing. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, digest(password + salt));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
