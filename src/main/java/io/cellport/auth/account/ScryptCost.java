package io.cellport.auth.account;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What one scrypt hash costs, by the parameters of RFC 7914.
 *
 * @param cost N, a power of two
 * @param blockSize r
 * @param parallelization p
 */
public record ScryptCost(int cost, int blockSize, int parallelization) {

    /** What Personium stores by default. */
    static final ScryptCost USUAL = new ScryptCost(1 << 14, 8, 1);

    /** Accounts come from snapshots that anybody may have made, so what one login can cost is bounded. */
    private static final long MAX_MEMORY_BYTES = 64L << 20;

    /** Passes over memory that all hashes of one login may make together, in bytes. */
    static final long MAX_WORK_BYTES = 4 * MAX_MEMORY_BYTES;

    /** Bytes beside the table: what the hash starts from and ends in, for any allowed parameters. */
    private static final long MORE_BYTES = 1 << 20;

    private static final int MAX_LOG2_COST = 20;

    /** Makes a hash; replaced where hashes are counted. */
    @FunctionalInterface
    public interface Hasher {
        byte[] hash(String password, byte[] salt, ScryptCost cost, int length);
    }

    public static byte[] generate(String password, byte[] salt, ScryptCost cost, int length) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return SCrypt.generate(bytes, salt, cost.cost, cost.blockSize, cost.parallelization, length);
    }

    /** Whether a login may cost what the form {@code log2(N) << 16 | r << 8 | p} says. */
    static boolean isAllowed(int parameters) {
        int log2Cost = parameters >>> 16;
        long blockSize = parameters >> 8 & 0xff;
        long parallelization = parameters & 0xff;
        if (log2Cost < 1 || log2Cost > MAX_LOG2_COST || blockSize < 1 || parallelization < 1) {
            return false;
        }
        long table = (128 * blockSize) << log2Cost;
        // RFC 7914, section 2: N is less than 2 to the power of 128 * r / 8; the library throws otherwise.
        return log2Cost < 16 * blockSize && table <= MAX_MEMORY_BYTES && table * parallelization <= MAX_WORK_BYTES;
    }

    /** The meaning of an allowed form. */
    static ScryptCost of(int parameters) {
        return new ScryptCost(1 << (parameters >>> 16), parameters >> 8 & 0xff, parameters & 0xff);
    }

    /** Bytes that hashing takes while it lasts. */
    long memoryBytes() {
        return 128L * blockSize * cost + MORE_BYTES;
    }

    long workBytes() {
        return 128L * blockSize * cost * parallelization;
    }
}
