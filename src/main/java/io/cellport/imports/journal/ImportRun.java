package io.cellport.imports.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same through the states of a run, except the attempt.
 *
 * @param number grows with every accepted run of the unit; also the number of the generation that the run builds
 * @param importId the run's public id
 * @param snapshot name of the snapshot without {@code .zip}
 * @param snapshotSha256 digest of the snapshot file, in hexadecimal
 * @param snapshotBlob name of the blob that holds these bytes, even if the snapshot's name refers to another blob by
 *     now; null if the version that accepted the run did not record it
 * @param validateOnly whether this is a dry run, which ends without an activation and leaves the status alone
 * @param startedBy subject of the token that started it
 * @param startedAt when it was accepted, to the millisecond
 * @param ignoredEntries number of files in the zip that are not part of the snapshot format; null if the version that
 *     accepted the run did not count them
 * @param attempt 1 for the first; the highest attempt owns the run
 */
public record ImportRun(
        long number,
        String importId,
        String cellId,
        String cellName,
        String snapshot,
        String snapshotSha256,
        @Nullable String snapshotBlob,
        boolean validateOnly,
        String startedBy,
        Instant startedAt,
        @Nullable Long ignoredEntries,
        int attempt) {

    ImportRun nextAttempt() {
        return new ImportRun(
                number,
                importId,
                cellId,
                cellName,
                snapshot,
                snapshotSha256,
                snapshotBlob,
                validateOnly,
                startedBy,
                startedAt,
                ignoredEntries,
                attempt + 1);
    }
}
