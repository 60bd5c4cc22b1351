package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.terminal.ThisProgram;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows the record of an import or export until it has ended, and draws a progress bar. It waits while the server is
 * away, because runs go on after a restart. Blocks; for one thread.
 *
 * @param timeout how long it follows a record at most; empty for as long as the server answers
 * @param pause waits between two questions
 * @param clock says when the timeout is over
 */
public record RunWatch(UnitClient unit, Screen screen, Optional<Duration> timeout, Pause pause, Clock clock) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** As many pauses without an answer as a server may take for its start. */
    private static final int MOST_FAILURES = 300;

    public RunWatch(UnitClient unit, Screen screen, Optional<Duration> timeout) {
        this(unit, screen, timeout, Pause.SLEEP, Clock.systemUTC());
    }

    /** What is followed. */
    public enum Kind {
        IMPORT("Import"),
        EXPORT("Export");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /**
     * Returns the record when the run has ended, however it did.
     *
     * @throws UnitException if the unit refuses to answer, or cannot be reached for five minutes
     * @throws CommandException if the timeout is over
     */
    public RunRecord untilEnd(Kind kind, String cell, URI record) {
        String goesOn = "The %s goes on at the server; \"%s cancel --cell %s\" cancels it"
                .formatted(kind.label.toLowerCase(Locale.ROOT), ThisProgram.name(), cell);
        try (ProgressBar bar = ProgressBar.percent(screen, kind.label);
                GoesOn hint = GoesOn.unlessClosed(screen, goesOn)) {
            Deadline deadline = new Deadline(timeout.map(clock.instant()::plus), goesOn);
            Duration next = FIRST_PAUSE;
            RunRecord run;
            for (run = ask(record, deadline, bar); run.isActive(); run = ask(record, deadline, bar)) {
                show(run, bar);
                deadline.check(clock.instant());
                pause.take(next);
                next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
            }
            show(run, bar);
            return run;
        }
    }

    private void show(RunRecord run, ProgressBar bar) {
        Instant now = clock.instant();
        if (run.isActive()) {
            bar.since(run.age(now));
        }
        bar.update(run.isCompleted() ? 100 : run.percent(), run.isActive() ? run.pace(now) : "");
    }

    private RunRecord ask(URI record, Deadline deadline, ProgressBar bar) {
        for (int failures = 1; ; failures++) {
            try {
                return unit.run(record);
            } catch (UnitException e) {
                if (!e.isTemporary() || failures == MOST_FAILURES) {
                    throw e;
                }
                if (failures == 1) {
                    bar.note(e.getMessage() + "; waiting for it");
                }
                deadline.check(clock.instant());
                pause.take(LONGEST_PAUSE);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Deadline(Optional<Instant> end, String goesOn) {

        void check(Instant now) {
            if (end.isPresent() && !now.isBefore(end.get())) {
                throw new CommandException(Ending.TIMED_OUT, "The time of --timeout is over. " + goesOn);
            }
        }
    }
}
