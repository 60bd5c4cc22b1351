package io.cellport.cell.generation;

import java.util.Map;

/**
 * How far a generation is built: everything before it is stored, nothing behind it.
 *
 * @param entry ordinal of the snapshot entry in import order
 * @param item lines or chunks of that entry already stored
 * @param doneBytes uncompressed bytes of the snapshot already stored
 * @param counts how many entities of each type, and under {@link #FILES} how many files, were read until here
 */
public record Checkpoint(long entry, long item, long doneBytes, Map<String, Long> counts) {

    /** The key of {@link #counts} that stands for files; no type is called so. */
    public static final String FILES = "";

    public static final Checkpoint START = new Checkpoint(0, 0, 0);

    public Checkpoint {
        counts = Map.copyOf(counts);
    }

    /** A checkpoint that counts nothing. */
    public Checkpoint(long entry, long item, long doneBytes) {
        this(entry, item, doneBytes, Map.of());
    }

    /** Entities and files together. */
    public long doneEntries() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
