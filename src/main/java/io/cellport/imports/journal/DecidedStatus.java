package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.message.ImportStatus;

/**
 * What is kept in memory of a state that decides the status of a cell: a unit has many cells, and the rest of a record
 * takes two thousand bytes. Immutable.
 *
 * @param run the number of the run
 * @param status what {@code GET __import} says
 */
public record DecidedStatus(long run, ImportStatus status) {

    /** As this state decides it. */
    public static DecidedStatus of(Standing standing) {
        return new DecidedStatus(standing.run().number(), standing.status());
    }
}
