package io.cellport.imports.tracker;

import io.cellport.imports.journal.ImportState;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What a tracker knows of the imports into one cell, from messages that may come twice, late, in any order or not at
 * all, and from reads of the journal, which may overtake one another. Whatever comes, nobody is told a smaller
 * percentage of a run than somebody was told before, nor that a run is active after somebody was told its end, and an
 * end is told only as the journal has it. For one thread; times are those of one monotonic clock, in nanoseconds.
 */
public final class CellKnowledge {

    /** Age after which a message alone is not believed any more. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private ImportProgress newest;
    private long heardAt;
    private ImportStatus word;
    private long wordAskedAt;
    private long endedThrough;
    private long shownRun;
    private ImportStatus shown;

    /** Takes a message, unless something newer is known. */
    public void hear(ImportProgress message, long now) {
        boolean isOld = newest != null && newest.version().compareTo(message.version()) >= 0;
        if (isOld || run(message) <= endedThrough) {
            return;
        }
        newest = message;
        heardAt = now;
        if (!message.status().isActive()) {
            endedThrough = run(message);
        }
    }

    /** The status, if a message has told it lately; else the journal must be asked. */
    public Optional<ImportStatus> atOnce(long now) {
        return saysActive() && now - heardAt < FRESH.toNanos()
                ? Optional.of(show(run(newest), newest.status()))
                : Optional.empty();
    }

    /**
     * The status after the journal was read.
     *
     * @param askedAt when the read began; it knows everything that was heard before
     */
    public ImportStatus read(Optional<ImportState> standing, long askedAt) {
        if (word != null && wordAskedAt - askedAt > 0) {
            return word;
        }
        long standingRun = standing.map(state -> state.run().number()).orElse(0L);
        boolean heardSince = newest != null && heardAt - askedAt >= 0;
        if (heardSince && saysActive() && run(newest) > standingRun) {
            return show(run(newest), newest.status());
        }
        ImportStatus status = standing.map(ImportState::status).orElse(ImportStatus.READY);
        if (status.isActive()) {
            endedThrough = Math.max(endedThrough, standingRun - 1);
            status = show(standingRun, status);
        } else {
            // A run that was heard of before, and that the journal passes over, was cancelled.
            long passedOver = newest == null || heardSince ? 0 : run(newest);
            endedThrough = Math.max(endedThrough, Math.max(standingRun, passedOver));
        }
        word = status;
        wordAskedAt = askedAt;
        return status;
    }

    private boolean saysActive() {
        return newest != null && newest.status().isActive() && run(newest) > endedThrough;
    }

    /** Of a run that another one has followed since, only a read that was overtaken can speak. */
    private ImportStatus show(long run, ImportStatus status) {
        if (run < shownRun) {
            return shown;
        }
        int percent = run == shownRun ? Math.max(shown.percent(), status.percent()) : status.percent();
        shownRun = run;
        shown = ImportStatus.inProgress(status.startedAt(), percent, status.name());
        return shown;
    }

    private static long run(ImportProgress message) {
        return message.version().run();
    }
}
