package io.cellport.snapshot.area;

import java.util.Optional;

/** What a client expects of a snapshot file that it changes. Judged in the transaction of the change, so it must not block. */
@FunctionalInterface
public interface Precondition {

    /** Expects nothing. */
    Precondition NONE = present -> {};

    /**
     * Judges what is there.
     *
     * @param present the file as it is before the change; empty if there is none of that name
     * @throws io.cellport.error.ApiException the answer of a change that must not happen
     */
    void check(Optional<StoredSnapshot> present);
}
