package io.cellport.imports.tracker;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of cells that somebody asked for lately. An {@link #age} forgets those that nobody has asked for since
 * the one before it. For one thread.
 */
final class RecentCells<T> {

    private final Supplier<T> nothingKnown;
    private Map<String, T> recent = new HashMap<>();
    private Map<String, T> older = Map.of();

    /** @param nothingKnown what is known of a cell at first */
    RecentCells(Supplier<T> nothingKnown) {
        this.nothingKnown = nothingKnown;
    }

    /** What is known of a cell; the caller may add to it. */
    T get(String cellId) {
        T known = recent.get(cellId);
        return known != null ? known : remembered(cellId);
    }

    private T remembered(String cellId) {
        @Nullable T known = older.get(cellId);
        T kept = known != null ? known : nothingKnown.get();
        recent.put(cellId, kept);
        return kept;
    }

    /** Call this at intervals of the shortest time for which a cell is remembered. */
    void age() {
        older = recent;
        recent = new HashMap<>();
    }
}
