package io.cellport.snapshot.zip;

import io.cellport.error.ApiError;
import java.util.BitSet;

/**
 * Which entries of an archive are refused. Every pass over the directory meets their faults again; each is told once.
 * While the first fault ends the reading, it never changes. For one thread.
 */
final class RefusedEntries {

    private final EntryFaults faults;
    private final BitSet numbers = new BitSet();

    RefusedEntries(EntryFaults faults) {
        this.faults = faults;
    }

    /** Refuses the entry of this number, unless it is refused. */
    void add(int number, ApiError error, String name) {
        if (!numbers.get(number)) {
            faults.found(error, name);
            numbers.set(number);
        }
    }

    boolean contains(int number) {
        return numbers.get(number);
    }
}
