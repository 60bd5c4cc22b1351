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
 * A set of file names that finds repeated names. Names are the same only if they are equal character by character. For
 * each name it keeps 64 bits of a salted SHA-256; names whose bits are equal are compared in a second pass. For one
 * thread.
 */
final class NameSet {

    /** More are not looked for, because the second pass keeps the names themselves. */
    private static final int MAX_SUSPECTS = 100;

    private final long[] hashes;
    private int count;
    private final MessageDigest sha256;
    private final byte[] salt = new byte[16];

    /** @param room where the set keeps its hashes; one place for each name */
    NameSet(long[] room) {
        hashes = room;
        // With a salt nobody can prepare names whose hashes are equal.
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
     * Looks for repeated names. Call it after all names were added.
     *
     * @return hashes that were added more than once; if there are many, some of them
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

    /** Passes over the names again and refuses all but the first of equal names. */
    void refuseSecond(Set<Long> suspects, Iterator<ArchiveEntry> entries, RefusedEntries refused) {
        Map<Long, Set<String>> seen = new HashMap<>();
        while (entries.hasNext()) {
            ArchiveEntry entry = entries.next();
            EntryName name = entry.name();
            long hash = hash(name.text());
            if (!name.directory()
                    && suspects.contains(hash)
                    && !seen.computeIfAbsent(hash, none -> new HashSet<>()).add(name.text())) {
                refused.add(entry.number(), Defect.DUPLICATE.in(name.text()).error(), name.text());
            }
        }
    }

    /**
     * Whether the name was added. Call it only after {@link #suspects}, and before the room is used for something else.
     */
    boolean contains(String name) {
        return Arrays.binarySearch(hashes, 0, count, hash(name)) >= 0;
    }

    private long hash(String name) {
        sha256.update(salt);
        return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
