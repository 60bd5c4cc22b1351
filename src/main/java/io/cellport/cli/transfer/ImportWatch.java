package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Polls the import of a cell until it has ended, and draws a progress bar. Blocks; for one thread.
 *
 * @param pause waits between two polls
 */
public record ImportWatch(UnitClient unit, Screen screen, Consumer<Duration> pause) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_FAILED_POLLS = 20;

    public ImportWatch(UnitClient unit, Screen screen) {
        this(unit, screen, ImportWatch::sleep);
    }

    /**
     * Waits until no import is active; the report says how the import ended.
     *
     * @throws UnitException if the unit refuses to answer, or cannot be reached for a while
     */
    public StatusReport untilEnd(String cell) {
        try (ProgressBar bar = ProgressBar.percent(screen, "Import")) {
            Duration next = FIRST_PAUSE;
            bar.update(0);
            StatusReport report;
            for (report = poll(cell); report.isActive(); report = poll(cell)) {
                bar.update(report.percent());
                pause.accept(next);
                next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
            }
            bar.update(report.isFailed() ? report.percent() : 100);
            return report;
        }
    }

    /** Tries again if the server does not answer for a while, because a run goes on after a restart of the server. */
    private StatusReport poll(String cell) {
        for (int failures = 1; ; failures++) {
            try {
                return unit.importStatus(cell);
            } catch (UnitException e) {
                if (!e.isTemporary() || failures == MOST_FAILED_POLLS) {
                    throw e;
                }
                pause.accept(LONGEST_PAUSE);
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
