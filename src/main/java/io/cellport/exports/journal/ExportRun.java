package io.cellport.exports.journal;

import java.time.Instant;

/**
 * What stays the same through the states of an export, except the attempt.
 *
 * @param number grows with every accepted export of the unit
 * @param exportId the run's public id
 * @param name name of the snapshot that it makes, without {@code .zip}
 * @param startedBy subject of the token that started it
 * @param startedAt when it was accepted, to the millisecond
 * @param attempt 1 for the first; each process that dies while it exports adds 1
 */
public record ExportRun(
        long number,
        String exportId,
        String cellId,
        String cellName,
        String name,
        String startedBy,
        Instant startedAt,
        int attempt) {

    /** The name of the snapshot file. */
    public String fileName() {
        return name + ".zip";
    }
}
