package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Imports a snapshot file into a cell: it uploads the file, starts the import and waits, with a progress bar for each.
 * Blocks; for one thread.
 */
public record SnapshotImport(UnitClient unit, Screen screen) {

    /** Waits until the import has ended; a {@link CommandException} says why it failed. */
    public void run(Path file, String cell, String snapshot) {
        Supplier<RunRecord> record = start(file, cell, snapshot, false);
        requireCompleted(new RunWatch(unit, screen, Optional.empty()).untilEnd(RunWatch.Kind.IMPORT, cell, record));
    }

    /**
     * Uploads the file and starts its import.
     *
     * @param dryRun whether to do everything but change the cell
     * @return the import's record, each time as it is then
     */
    public Supplier<RunRecord> start(Path file, String cell, String snapshot, boolean dryRun) {
        // The status is asked first, so that most refusals come before any byte of the file is sent.
        StatusReport before = unit.importStatus(cell);
        if (dryRun) {
            requireDryRuns(cell);
        }
        new SnapshotUpload(unit, screen, UploadMemory.NONE).run(file, cell, snapshot);
        Optional<URI> record = unit.startImport(cell, snapshot, dryRun);
        return record.isPresent() ? () -> unit.run(record.get()) : new StatusRecords(unit, cell, before);
    }

    /** A server without them would import in earnest; it has no records either. */
    private void requireDryRuns(String cell) {
        try {
            unit.imports(cell, 1);
        } catch (UnitException e) {
            throw e.ending() == Ending.NOT_FOUND ? new CommandException("The server has no dry runs") : e;
        }
    }

    /** A {@link CommandException} says why an import that has ended brought nothing. */
    public static void requireCompleted(RunRecord end) {
        if (!end.isCompleted()) {
            throw new CommandException(end.isFailed() ? end.failure() : "The import was cancelled");
        }
    }
}
