package io.cellport.imports.message;

import io.cellport.error.ApiError;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run; null where something is not known, or not yet.
 *
 * @param state the name of its state
 * @param acceptedAt when the request was answered
 * @param startedAt when the first attempt began
 * @param attempts number of attempts that began
 * @param percent as in the status
 * @param entriesDone lines and files read and stored
 * @param entriesTotal lines and files in all; known only when all are read
 * @param ignoredEntries number of files in the zip that are not part of the snapshot format and were left out
 * @param entities number of entities read and stored, per type; of a completed run
 * @param files number of files read and stored; of a completed run
 * @param bytesPerSecond mean of this attempt; of a run that has ended, mean from its first attempt to its end
 * @param eta when it is expected to end; of an active run that has been observed long enough and is not stalled
 * @param lastActivityAt time of its last message or journal record, whichever is later
 * @param stalled whether an active run has had no activity for too long
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
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempts,
        int percent,
        long entriesDone,
        @Nullable Long entriesTotal,
        long bytesDone,
        long bytesTotal,
        @Nullable Long ignoredEntries,
        @Nullable Map<String, Long> entities,
        @Nullable Long files,
        @Nullable Long bytesPerSecond,
        @Nullable Eta eta,
        Instant lastActivityAt,
        boolean stalled,
        @Nullable Long danglingReferences,
        @Nullable Failure error) {

    /** The times between which a run is expected to end. */
    public record Eta(Instant earliest, Instant latest) {}

    /**
     * Why and where a run failed.
     *
     * @param entry the entry of the snapshot that was being read; null if none was
     * @param line line of that entry, from 1; null if it has no lines
     */
    public record Failure(
            ApiError error,
            @Nullable String entry,
            @Nullable Long line) {}
}
