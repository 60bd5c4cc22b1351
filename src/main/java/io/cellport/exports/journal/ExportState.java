package io.cellport.exports.journal;

import io.cellport.blob.Blob;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.imports.journal.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An export's state. Immutable.
 *
 * <pre>
 * Accepted ──► Exporting ──► Completed
 *     ▲            │
 *     └────────────┘ its process stops or dies: the next attempt begins at the beginning
 *
 * Accepted, Exporting ──► Failed, Cancelled
 * </pre>
 */
public sealed interface ExportState {

    ExportRun run();

    Progress progress();

    /** The name that the journal stores. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** A state that blocks every write to the cell and is shown as {@code exportation in progress}. */
    sealed interface Active extends ExportState {

        default Failed toFailed(ApiError error, Instant at) {
            return new Failed(run(), progress(), error, at);
        }

        default Cancelled toCancelled(Instant at) {
            return new Cancelled(run(), progress(), at);
        }
    }

    /** A state that is never left. */
    sealed interface Ended extends ExportState {

        Instant finishedAt();
    }

    /** In the journal, waiting for a thread. */
    record Accepted(ExportRun run, Progress progress) implements Active {

        /** Begins; what an earlier attempt has told of its progress stays until this one is further. */
        public Exporting toExporting(long totalBytes) {
            return new Exporting(run, Progress.of(totalBytes).at(progress.doneBytes(), progress.doneEntries()));
        }
    }

    /** The snapshot is being written. */
    record Exporting(ExportRun run, Progress progress) implements Active {

        public Exporting at(long doneBytes, long doneEntries) {
            return new Exporting(run, progress.at(doneBytes, doneEntries));
        }

        public Completed toCompleted(GenerationSummary summary, Blob snapshot, Instant at) {
            return new Completed(run, progress, summary, snapshot.size(), snapshot.sha256(), at);
        }
    }

    /**
     * The snapshot is in the snapshot area.
     *
     * @param size bytes of the snapshot
     * @param sha256 digest of the snapshot, in lower-case hexadecimal
     */
    record Completed(
            ExportRun run, Progress progress, GenerationSummary summary, long size, String sha256, Instant finishedAt)
            implements Ended {}

    /** There is no snapshot, but a file {@code {name}.error} unless there was one or it could not be stored. */
    record Failed(ExportRun run, Progress progress, ApiError error, Instant finishedAt) implements Ended {}

    /** Cancelled; nothing is left. */
    record Cancelled(ExportRun run, Progress progress, Instant finishedAt) implements Ended {}

    /**
     * A state with what only the journal knows.
     *
     * @param begunAt when the first attempt began; null if none did
     */
    record OnRecord(ExportState state, @Nullable Instant begunAt) {}
}
