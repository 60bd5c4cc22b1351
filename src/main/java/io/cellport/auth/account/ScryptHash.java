package io.cellport.auth.account;

import java.util.Base64;
import java.util.Optional;

/**
 * A scrypt hash, stored as {@code $params$salt$hash}: hexadecimal {@code log2(N) << 16 | r << 8 | p}, then salt and
 * hash in base64. This is what Spring Security's {@code SCryptPasswordEncoder} writes, which Personium uses. Immutable.
 */
final class ScryptHash implements PasswordHash {

    private static final int MIN_HASH_BYTES = 16;

    private static final int MAX_HASH_BYTES = 64;

    private static final int MAX_SALT_BYTES = 1024;

    private final ScryptCost cost;

    private final byte[] salt;

    private final byte[] hash;

    private ScryptHash(ScryptCost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    static Optional<PasswordHash> parse(String credential, int keyBytes) {
        String[] parts = credential.split("\\$", -1);
        if (parts.length != 4 || !parts[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            int parameters = Integer.parseUnsignedInt(parts[1], 16);
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            return ScryptCost.isAllowed(parameters) && isUsable(salt, hash) && hash.length == keyBytes
                    ? Optional.of(new ScryptHash(ScryptCost.of(parameters), salt, hash))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(byte[] salt, byte[] hash) {
        return salt.length <= MAX_SALT_BYTES && hash.length >= MIN_HASH_BYTES && hash.length <= MAX_HASH_BYTES;
    }

    ScryptCost cost() {
        return cost;
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] hash() {
        return hash.clone();
    }

    int length() {
        return hash.length;
    }
}
