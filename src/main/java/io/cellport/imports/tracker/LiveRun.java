package io.cellport.imports.tracker;

import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.message.ImportProgress;

/**
 * The newest message about a run into a cell, and the pace computed from the messages before it. Immutable.
 */
record LiveRun(ImportProgress latest, Pace pace) {

    static LiveRun startingAt(ImportProgress progress) {
        return new LiveRun(progress, Pace.startingAt(progress.work()));
    }

    /** What is known after another message; an old or repeated one changes nothing. */
    LiveRun receiving(ImportProgress other) {
        if (latest.version().compareTo(other.version()) >= 0) {
            return this;
        }
        boolean sameAttempt = latest.version().run() == other.version().run()
                && latest.version().attempt() == other.version().attempt();
        boolean hasWaited = latest.work().totalBytes() == 0;
        return sameAttempt && !hasWaited ? new LiveRun(other, pace.receiving(other.work())) : startingAt(other);
    }

    boolean isAbout(ImportRun run) {
        return latest.version().run() == run.number();
    }
}
