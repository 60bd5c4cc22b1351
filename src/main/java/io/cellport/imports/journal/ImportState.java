package io.cellport.imports.journal;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.message.ImportStatus;
import java.time.Instant;

/**
 * A run's state. Immutable. Each state is a record whose methods are its only legal steps, so that an illegal step does
 * not compile:
 *
 * <pre>
 * Accepted ──► Importing ──► Activating ──► Completed
 *                  │              │
 *                  └──────────────┴───────► Interrupted ──► Importing (attempt + 1)
 *
 * any of these but Completed             ──► Failed
 * Accepted, Importing, Interrupted       ──► Cancelled
 * </pre>
 */
public sealed interface ImportState {

    ImportRun run();

    Progress progress();

    /** The name that the journal stores. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * A state that decides the status of its cell, unless a later run does. A cancelled run decides nothing: the cell
     * is as it was before the run, and so is its status.
     */
    sealed interface Standing extends ImportState permits Active, Completed, Failed {

        /** What {@code GET __import} says. */
        ImportStatus status();
    }

    /** A state that blocks every other write to the cell and is shown as {@code importation in progress}. */
    sealed interface Active extends Standing {

        @Override
        default ImportStatus status() {
            return ImportStatus.inProgress(run().startedAt(), progress().percent(), run().snapshot());
        }

        default Failed toFailed(ImportFailure failure, Instant at) {
            return new Failed(run(), progress(), failure, at);
        }
    }

    /** An active state that an attempt can begin from. */
    sealed interface Startable extends Cancellable {

        /** Begins an attempt; {@code totalBytes} are the uncompressed bytes of the snapshot. */
        Importing toImporting(long totalBytes);
    }

    /** An active state in which an attempt is at work; if the server stops, the run becomes interrupted. */
    sealed interface Attempted extends Active {

        /**
         * The same run between two attempts.
         *
         * @param storedBytes uncompressed bytes that are in its generation; if they are fewer than the progress says,
         *     the progress stays, so that the percentage never goes down
         */
        default Interrupted toInterrupted(long storedBytes, long storedEntries) {
            return new Interrupted(run(), progress().at(storedBytes, storedEntries));
        }
    }

    /** An active state in which nothing of the cell has been changed yet, so that the run can be cancelled. */
    sealed interface Cancellable extends Active {

        default Cancelled toCancelled(Instant at) {
            return new Cancelled(run(), progress(), at);
        }
    }

    /** A state that is never left. */
    sealed interface Ended extends ImportState {

        Instant finishedAt();
    }

    /** In the journal, waiting for a thread. */
    record Accepted(ImportRun run, Progress progress) implements Startable {

        @Override
        public Importing toImporting(long totalBytes) {
            return new Importing(run, Progress.of(totalBytes));
        }
    }

    /** Building and sealing the next generation. */
    record Importing(ImportRun run, Progress progress) implements Attempted, Cancellable {

        public Importing at(long doneBytes, long doneEntries) {
            return new Importing(run, progress.at(doneBytes, doneEntries));
        }

        public Activating toActivating() {
            return new Activating(run, progress);
        }
    }

    /** The next generation is complete and durable; the activation follows. */
    record Activating(ImportRun run, Progress progress) implements Attempted {

        public Completed toCompleted(GenerationSummary summary, Instant at) {
            return new Completed(run, progress, summary, at);
        }
    }

    /** The server died or stopped during an attempt; the generation is built up to its checkpoint. */
    record Interrupted(ImportRun run, Progress progress) implements Startable {

        @Override
        public Importing toImporting(long totalBytes) {
            return new Importing(
                    run.nextAttempt(), Progress.of(totalBytes).at(progress.doneBytes(), progress.doneEntries()));
        }
    }

    /** The new generation is the cell's content. */
    record Completed(ImportRun run, Progress progress, GenerationSummary summary, Instant finishedAt)
            implements Standing, Ended {

        @Override
        public ImportStatus status() {
            return ImportStatus.READY;
        }
    }

    /** The old content is still the cell's content. */
    record Failed(ImportRun run, Progress progress, ImportFailure failure, Instant finishedAt)
            implements Standing, Ended {

        @Override
        public ImportStatus status() {
            return ImportStatus.failed(run.startedAt(), progress.percent(), run.snapshot(), failure.error());
        }
    }

    /** Cancelled; the cell's content and status are as before the run. */
    record Cancelled(ImportRun run, Progress progress, Instant finishedAt) implements Ended {}
}
