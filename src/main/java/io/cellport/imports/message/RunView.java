package io.cellport.imports.message;

import io.cellport.error.ApiError;
import java.time.Instant;
import java.util.Map;

/**
 * All that is known of one run. What is not known, or not yet, is null.
 *
 * @param state the name of its state
 * @param acceptedAt when the request was answered
 * @param startedAt when the first attempt began
 * @param attempts how many attempts began
 * @param percent as in the status
 * @param entriesDone lines and files read and stored
 * @param entriesTotal how many there are in all; known only when all are read
 * @param ignoredEntries files in the snapshot that have no place in one and were left out
 * @param entities number of entities read, and as many stored, per type; of a completed run
 * @param files number of files read, and as many stored; of a completed run
 * @param bytesPerSecond mean of this attempt; of a run that has ended, mean from its first attempt to its end
 * @param eta when it is expected to end; of an active run that has been observed long enough and is not stalled
 * @param lastActivityAt when it was last heard of
 * @param stalled whether an active run has not been heard of for too long
 * @param danglingReferences links and parent ids that point to nothing; of a completed run
 */
public record RunView(
        String importId,
        String state,
        boolean validateOnly,
        String snapshot,
        String snapshotSha256,
        String startedBy,
        Instant acceptedAt,
        Instant startedAt,
        Instant finishedAt,
        int attempts,
        int percent,
        long entriesDone,
        Long entriesTotal,
        long bytesDone,
        long bytesTotal,
        Long ignoredEntries,
        Map<String, Long> entities,
        Long files,
        Long bytesPerSecond,
        Eta eta,
        Instant lastActivityAt,
        boolean stalled,
        Long danglingReferences,
        Failure error) {

    /** Between which times a run is expected to end. */
    public record Eta(Instant earliest, Instant latest) {}

    /**
     * Why and where a run failed.
     *
     * @param entry the entry of the snapshot; null if it was none
     * @param line its line; null if it has none
     */
    public record Failure(ApiError error, String entry, Long line) {}
}
