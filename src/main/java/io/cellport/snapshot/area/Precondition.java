package io.cellport.snapshot.area;

import java.util.Optional;

/**
 * What a client expects of a snapshot file that it changes. The change is made only if the file is still the one that
 * was checked; if it is not, the new one may be checked in its turn. A check may be part of a transaction, so it must
 * not block. Immutable.
 */
@FunctionalInterface
public interface Precondition {

    /** Always holds. */
    Precondition NONE = present -> {};

    /**
     * Checks the present file.
     *
     * @param present the file before the change; empty if there is none
     * @throws io.cellport.error.ApiException if the change must not happen
     */
    void check(Optional<StoredSnapshot> present);
}
