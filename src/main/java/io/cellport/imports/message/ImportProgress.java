package io.cellport.imports.message;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run, published to the trackers. Consumers are idempotent: of two messages about a cell the one with the
 * higher {@link Version} holds, whatever the order of arrival.
 *
 * @param cellId the cell that is imported into
 * @param importId the run
 * @param version orders all messages about one cell
 * @param validateOnly whether it is a dry run, which leaves the cell's status alone
 * @param status the cell's status after this step; null if the run was cancelled, which leaves the status to earlier
 *     runs
 * @param work how far the run is
 */
public record ImportProgress(
        String cellId,
        String importId,
        Version version,
        boolean validateOnly,
        @Nullable ImportStatus status,
        Work work) {

    /** Whether the run has ended. How it ended is answered from the journal only. */
    public boolean hasEnded() {
        return active().isEmpty();
    }

    /** The cell's status while the run is active. */
    public Optional<ImportStatus> active() {
        return Optional.ofNullable(status).filter(ImportStatus::isActive);
    }

    /**
     * How far a run is.
     *
     * @param doneBytes uncompressed bytes read and stored
     * @param totalBytes uncompressed bytes of the whole run
     * @param doneEntries lines and files read and stored
     * @param at the time of the message
     */
    public record Work(long doneBytes, long totalBytes, long doneEntries, Instant at) {}

    /**
     * Orders messages.
     *
     * @param run the journal's number of the run; each accepted run has a higher one
     * @param attempt 1 for the first attempt; 0 before it, and the greatest number for the end of the run
     * @param sequence each message of an attempt has a higher one
     */
    public record Version(long run, int attempt, long sequence) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            int byRun = Long.compare(run, other.run);
            int byAttempt = byRun != 0 ? byRun : Integer.compare(attempt, other.attempt);
            return byAttempt != 0 ? byAttempt : Long.compare(sequence, other.sequence);
        }
    }
}
