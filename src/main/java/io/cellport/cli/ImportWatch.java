package io.cellport.cli;

import java.time.Duration;

/** Polls the import of a cell until it has ended, and shows how far it is. */
record ImportWatch(UnitClient unit, Screen screen) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_FAILED_POLLS = 20;

    /**
     * Blocks until no import runs; the report says how it ended.
     *
     * @throws UnitException if the unit refuses to tell, or stays away
     */
    StatusReport untilEnd(String cell) {
        try (ProgressBar bar = ProgressBar.percent(screen, "Import")) {
            Duration pause = FIRST_PAUSE;
            bar.update(0);
            StatusReport report;
            for (report = poll(cell); report.isActive(); report = poll(cell)) {
                bar.update(report.percent());
                sleep(pause);
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
            bar.update(report.isFailed() ? report.percent() : 100);
            return report;
        }
    }

    /** A run outlives a restart of the server, so one that does not answer for a while is asked again. */
    private StatusReport poll(String cell) {
        for (int failures = 1; ; failures++) {
            try {
                return unit.importStatus(cell);
            } catch (UnitException e) {
                if (!e.isTemporary() || failures == MOST_FAILED_POLLS) {
                    throw e;
                }
                sleep(LONGEST_PAUSE);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted");
        }
    }
}
