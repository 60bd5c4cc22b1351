package io.cellport.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A scrypt hash, stored as {@code $params$salt$hash}: hexadecimal {@code log2(N) << 16 | r << 8 | p}, then salt and hash
 * in base64. This is what Spring Security's {@code SCryptPasswordEncoder} writes, which Personium uses.
 */
final class ScryptHash implements PasswordHash {

    /** As expensive as what Personium stores by default, and matched by no password. */
    static final ScryptHash DUMMY = new ScryptHash(1 << 14, 8, 1, new byte[64], new byte[32]);

    /** Accounts come from snapshots that anybody may have made, so what one login can cost is bounded. */
    private static final long MAX_MEMORY_BYTES = 64L << 20;

    private static final long MAX_WORK_BYTES = 4 * MAX_MEMORY_BYTES;

    private static final int MAX_LOG2_COST = 20;

    private static final int MIN_HASH_BYTES = 16;

    private static final int MAX_HASH_BYTES = 64;

    private static final int MAX_SALT_BYTES = 1024;

    private final int cost;

    private final int blockSize;

    private final int parallelization;

    private final byte[] salt;

    private final byte[] hash;

    private ScryptHash(int cost, int blockSize, int parallelization, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.blockSize = blockSize;
        this.parallelization = parallelization;
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
            return isUsable(parameters, salt, hash) && hash.length == keyBytes
                    ? Optional.of(of(parameters, salt, hash))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(int parameters, byte[] salt, byte[] hash) {
        int log2Cost = parameters >>> 16;
        long blockSize = parameters >> 8 & 0xff;
        long parallelization = parameters & 0xff;
        if (log2Cost < 1 || log2Cost > MAX_LOG2_COST || blockSize < 1 || parallelization < 1) {
            return false;
        }
        long memory = (128 * blockSize) << log2Cost;
        // RFC 7914, section 2: N is less than 2 to the power of 128 * r / 8; the library throws otherwise.
        return log2Cost < 16 * blockSize
                && memory <= MAX_MEMORY_BYTES
                && memory * parallelization <= MAX_WORK_BYTES
                && salt.length <= MAX_SALT_BYTES
                && hash.length >= MIN_HASH_BYTES
                && hash.length <= MAX_HASH_BYTES;
    }

    private static ScryptHash of(int parameters, byte[] salt, byte[] hash) {
        return new ScryptHash(1 << (parameters >>> 16), parameters >> 8 & 0xff, parameters & 0xff, salt, hash);
    }

    /** An account that costs less than others to check would tell that it exists, so there is a least cost. */
    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] found = SCrypt.generate(bytes, salt, cost, blockSize, parallelization, hash.length);
        boolean matches = MessageDigest.isEqual(hash, found);
        return work() < DUMMY.work() ? !DUMMY.matches(password) && matches : matches;
    }

    private long work() {
        return (long) cost * blockSize * parallelization;
    }
}
