package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows the record of an import or export until it has ended, and draws a progress bar. It waits while the server is
 * away, because runs go on after a restart. Blocks; for one thread.
 *
 * @param timeout how long it follows a record at most; empty for as long as the server answers
 * @param pause waits between two questions
 * @param clock says when the timeout is over
 */
public record RunWatch(UnitClient unit, Screen screen, Optional<Duration> timeout, Pause pause, Clock clock) {

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
        return untilEnd(kind, cell, () -> unit.run(record));
    }

    /** The same for records that are found in another way. */
    public RunRecord untilEnd(Kind kind, String cell, Supplier<RunRecord> records) {
        String goesOn = "The %s goes on at the server; \"%s\" cancels it"
                .formatted(kind.label.toLowerCase(Locale.ROOT), unit.command("cancel --cell " + cell));
        try (ProgressBar bar = ProgressBar.percent(screen, kind.label);
                Interruption hint = Interruption.says(screen, goesOn)) {
            Deadline deadline = new Deadline(timeout.map(clock.instant()::plus), goesOn);
            Pause limited = time -> {
                deadline.check(clock.instant());
                pause.take(time);
            };
            Patience patience = new Patience(bar::note, limited);
            Pauses pauses = new Pauses(limited);
            RunRecord run;
            for (run = patience.ask(records); run.isActive(); run = patience.ask(records)) {
                show(run, bar);
                pauses.take();
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

    private record Deadline(Optional<Instant> end, String goesOn) {

        void check(Instant now) {
            if (end.isPresent() && !now.isBefore(end.get())) {
                throw new CommandException(Ending.TIMED_OUT, "The time of --timeout is over. " + goesOn);
            }
        }
    }
}
