package io.cellport.tracker;

import io.cellport.message.ImportProgress;
import io.cellport.message.ImportStatus;
import java.time.Duration;

/**
 * The newest message about a cell, and what those before it said of the pace. Immutable.
 *
 * @param nanos when it came, by {@link System#nanoTime}
 */
record Heard(ImportProgress progress, long nanos, Pace pace) {

    /** Age after which a message alone is not believed any more. */
    static final Duration FRESH = Duration.ofSeconds(2);

    static Heard first(ImportProgress progress, long nanos) {
        return new Heard(progress, nanos, Pace.startingAt(progress.work()));
    }

    /** What is known after another message: an old or repeated one changes nothing. */
    Heard hearing(ImportProgress other, long now) {
        if (progress.version().compareTo(other.version()) >= 0) {
            return this;
        }
        boolean sameAttempt = progress.version().run() == other.version().run()
                && progress.version().attempt() == other.version().attempt();
        return sameAttempt ? new Heard(other, now, pace.hearing(other.work())) : first(other, now);
    }

    /** Whether the message alone tells the status: only that a run is in progress, and only for a while. */
    boolean tellsStatus(long now) {
        return isActive() && now - nanos < FRESH.toNanos();
    }

    private boolean isActive() {
        return progress.status().isActive() && !progress.validateOnly();
    }

    boolean isAbout(ImportRun run) {
        return progress.version().run() == run.number();
    }

    /** The journal's word, but with no smaller percentage than was heard of the same active run. */
    ImportStatus notBefore(ImportState state) {
        ImportStatus status = state.status();
        if (!status.isActive() || !isAbout(state.run()) || !isActive()) {
            return status;
        }
        int percent = Math.max(status.percent(), progress.status().percent());
        return ImportStatus.inProgress(status.startedAt(), percent, status.name());
    }
}
