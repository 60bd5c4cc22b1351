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
    private long receivedAt;
    private ImportStatus lastRead;
    private long lastReadAskedAt;
    private long endedThrough;
    private long answeredRun;
    private ImportStatus answered;

    /** Takes a message, unless something newer is known. */
    public void receive(ImportProgress message, long now) {
        boolean isOld = newest != null && newest.version().compareTo(message.version()) >= 0;
        if (isOld || run(message) <= endedThrough) {
            return;
        }
        newest = message;
        receivedAt = now;
        if (message.hasEnded()) {
            endedThrough = run(message);
        }
    }

    /** The status, if a message has told it lately; else the journal must be asked. */
    public Optional<ImportStatus> atOnce(long now) {
        return saysActive() && now - receivedAt < FRESH.toNanos()
                ? Optional.of(answer(run(newest), newest.status()))
                : Optional.empty();
    }

    /**
     * The status after the journal was read.
     *
     * @param askedAt when the read began; it knows everything that was heard before
     */
    public ImportStatus read(Optional<ImportState.Standing> standing, long askedAt) {
        if (lastRead != null && lastReadAskedAt - askedAt > 0) {
            return lastRead;
        }
        long standingRun = standing.map(state -> state.run().number()).orElse(0L);
        boolean receivedSince = newest != null && receivedAt - askedAt >= 0;
        if (receivedSince && saysActive() && run(newest) > standingRun) {
            return answer(run(newest), newest.status());
        }
        ImportStatus status = standing.map(ImportState.Standing::status).orElse(ImportStatus.READY);
        if (status.isActive()) {
            endedThrough = Math.max(endedThrough, standingRun - 1);
            status = answer(standingRun, status);
        } else {
            // A run that was heard of before, and that the journal passes over, was cancelled.
            long passedOver = newest == null || receivedSince ? 0 : run(newest);
            endedThrough = Math.max(endedThrough, Math.max(standingRun, passedOver));
        }
        lastRead = status;
        lastReadAskedAt = askedAt;
        return status;
    }

    private boolean saysActive() {
        return newest != null && !newest.hasEnded() && run(newest) > endedThrough;
    }

    /** Of a run that another one has followed since, only a read that was overtaken can speak. */
    private ImportStatus answer(long run, ImportStatus status) {
        if (run < answeredRun) {
            return answered;
        }
        int percent = run == answeredRun ? Math.max(answered.percent(), status.percent()) : status.percent();
        answeredRun = run;
        answered = ImportStatus.inProgress(status.startedAt(), percent, status.name());
        return answered;
    }

    private static long run(ImportProgress message) {
        return message.version().run();
    }
}
