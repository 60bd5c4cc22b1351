package io.cellport.cell.generation;

import java.util.Map;

/**
 * How far a generation is built: everything before this point is stored, nothing after it.
 *
 * @param entry ordinal of the snapshot entry in import order
 * @param item lines or chunks of this entry already stored
 * @param doneBytes uncompressed bytes of the snapshot already stored
 * @param counts number of entities read so far, by type; and of files, under {@link #FILES}
 */
public record Checkpoint(long entry, long item, long doneBytes, Map<String, Long> counts) {

    /** The key of {@link #counts} for files; no type has this name. */
    public static final String FILES = "";

    public static final Checkpoint START = new Checkpoint(0, 0, 0);

    public Checkpoint {
        counts = Map.copyOf(counts);
    }

    /** A checkpoint without counts. */
    public Checkpoint(long entry, long item, long doneBytes) {
        this(entry, item, doneBytes, Map.of());
    }

    /** Entities and files together. */
    public long doneEntries() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
