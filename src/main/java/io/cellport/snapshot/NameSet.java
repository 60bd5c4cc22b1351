package io.cellport.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Remembers names to tell when one stands twice, where names that differ only in case or in Unicode normal form are
 * the same. Keeps 128 bits of a salted SHA-256 a name, about 22 bytes in all, instead of the names. For one thread.
 */
final class NameSet {

    private final long[] high;
    private final long[] low;
    private final MessageDigest sha256;
    private final byte[] salt = new byte[16];

    /** A set with room for {@code count} names, known beforehand. */
    NameSet(int count) {
        int slots = Math.max(8, (int) (count * 4L / 3 + 1));
        high = new long[slots];
        low = new long[slots];
        // Salted, so that nobody can prepare names that all land in the same slot.
        new SecureRandom().nextBytes(salt);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Adds the name; false if it, or one equal but for case and normal form, is already there. */
    boolean add(EntryName name) {
        sha256.update(salt);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(fold(name.text()).getBytes(StandardCharsets.UTF_8)));
        long h = digest.getLong();
        long l = digest.getLong() | 1; // 0 marks a free slot
        int slot = (int) Long.remainderUnsigned(h, low.length);
        while (low[slot] != 0) {
            if (low[slot] == l && high[slot] == h) {
                return false;
            }
            slot = slot + 1 == low.length ? 0 : slot + 1;
        }
        high[slot] = h;
        low[slot] = l;
        return true;
    }

    private static String fold(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
