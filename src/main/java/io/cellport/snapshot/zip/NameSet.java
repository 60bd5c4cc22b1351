package io.cellport.snapshot.zip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the names of files to tell when one stands twice, and whether one is there. Names are the same only if they
 * are equal, character by character. Keeps 64 bits of a salted SHA-256 a name instead of the names; what agrees in them is
 * looked at again. For one thread.
 */
final class NameSet {

    /** More are not needed to find one that really stands twice, and each is held by its name. */
    private static final int MAX_SUSPECTS = 16;

    private final long[] hashes;
    private int count;
    private final MessageDigest sha256;
    private final byte[] salt = new byte[16];

    /** A set that keeps what it knows in {@code room}, which has one place for each name. */
    NameSet(long[] room) {
        hashes = room;
        // Salted, so that nobody can prepare names that agree.
        new SecureRandom().nextBytes(salt);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    void add(String name) {
        hashes[count++] = hash(name);
    }

    /**
     * Looks for a name that stands twice, once all were added.
     *
     * @return hashes that were added twice; when there are many, some of them
     */
    Set<Long> suspects() {
        Arrays.sort(hashes, 0, count);
        Set<Long> suspects = new HashSet<>();
        for (int i = 1; i < count && suspects.size() < MAX_SUSPECTS; i++) {
            if (hashes[i] == hashes[i - 1]) {
                suspects.add(hashes[i]);
            }
        }
        return suspects;
    }

    /** Goes through the names again; throws {@code PR400-MC-0005} at the second of two that are the same. */
    void refuseSecond(Set<Long> suspects, Iterator<ArchiveEntry> entries) {
        Map<Long, Set<String>> seen = new HashMap<>();
        while (entries.hasNext()) {
            EntryName name = entries.next().name();
            long hash = hash(name.text());
            if (!name.directory()
                    && suspects.contains(hash)
                    && !seen.computeIfAbsent(hash, none -> new HashSet<>()).add(name.text())) {
                throw Defect.DUPLICATE.in(name.text());
            }
        }
    }

    /** Whether the name was added; only after {@link #suspects}, and while nobody else uses the room. */
    boolean contains(String name) {
        return Arrays.binarySearch(hashes, 0, count, hash(name)) >= 0;
    }

    private long hash(String name) {
        sha256.update(salt);
        return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
