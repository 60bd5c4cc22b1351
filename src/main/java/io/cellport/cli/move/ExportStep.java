package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.move.MoveFolder.Note;
import io.cellport.cli.move.SourceCell.Exporting;
import io.cellport.cli.move.SourceCell.Stored;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.transfer.Patience;
import io.cellport.cli.transfer.Pause;
import io.cellport.cli.transfer.Pauses;
import io.cellport.cli.unit.UnitException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Has the source make the snapshot. An export that an earlier call has started, or anybody else, is waited for and not
 * started again. Blocks; for one thread.
 */
record ExportStep(SourceCell source, MoveFolder folder, Clock clock) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

    /** How often a source may say that it does nothing before it shows an export that it has accepted. */
    private static final int MOST_IDLE_ANSWERS = 60;

    /** Returns what can be downloaded; the note of the folder has its name. */
    Stored run(ProgressBar bar) {
        // A refusal of this question has a body that says why, which that of a HEAD has not.
        Patience patience = new Patience(bar::note, Pause.SLEEP);
        patience.ask(source::exporting);
        Pauses pauses = new Pauses(Pause.SLEEP);
        for (int idle = 0; ; pauses.take()) {
            Optional<Stored> stored = patience.ask(() -> source.find(note().name()));
            if (stored.isPresent()) {
                bar.update(100);
                return stored.get();
            }
            Optional<Exporting> exporting = patience.ask(source::exporting);
            if (exporting.isPresent()) {
                takeOver(exporting.get(), bar);
            } else if (idle++ == 0) {
                requireNoFailure();
                start();
            } else if (patience.ask(() -> source.find(note().name())).isEmpty()) {
                requireNoFailure();
                requirePatience(idle);
            }
        }
    }

    private Note note() {
        return folder.note().orElseGet(() -> {
            Note chosen = new Note(source.name() + '-' + TIME.format(clock.instant()), "");
            folder.note(chosen);
            return chosen;
        });
    }

    private void takeOver(Exporting exporting, ProgressBar bar) {
        if (!exporting.name().equals(note().name())) {
            folder.note(new Note(exporting.name(), ""));
        }
        bar.update(exporting.percent());
    }

    /** One that began or ended a moment before is taken over. */
    private void start() {
        try {
            source.startExport(note().name());
        } catch (UnitException e) {
            boolean isThere = e.ending() == Ending.CONFLICT
                    && (source.exporting().isPresent()
                            || source.find(note().name()).isPresent());
            if (!isThere) {
                throw e;
            }
        }
    }

    /** After a failure the next call exports again, under another name. */
    private void requireNoFailure() {
        Optional<String> failure = source.failure(note().name());
        if (failure.isPresent()) {
            folder.delete();
            throw new CommandException("The export failed: " + failure.get());
        }
    }

    private static void requirePatience(int idleAnswers) {
        if (idleAnswers > MOST_IDLE_ANSWERS) {
            throw new CommandException("The export ended without a snapshot");
        }
    }
}
