package io.cellport.snapshot.area;

import java.util.Optional;

/**
 * What a client expects of a snapshot file that it changes. It is checked in the transaction of the change, so it must
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
