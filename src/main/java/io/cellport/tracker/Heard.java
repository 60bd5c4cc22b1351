package io.cellport.tracker;

import io.cellport.message.ImportProgress;

/** The newest message about a cell, and what those before it said of the pace. Immutable. */
record Heard(ImportProgress progress, Pace pace) {

    static Heard first(ImportProgress progress) {
        return new Heard(progress, Pace.startingAt(progress.work()));
    }

    /** What is known after another message: an old or repeated one changes nothing. */
    Heard hearing(ImportProgress other) {
        if (progress.version().compareTo(other.version()) >= 0) {
            return this;
        }
        boolean sameAttempt = progress.version().run() == other.version().run()
                && progress.version().attempt() == other.version().attempt();
        return sameAttempt ? new Heard(other, pace.hearing(other.work())) : first(other);
    }

    boolean isAbout(ImportRun run) {
        return progress.version().run() == run.number();
    }
}
