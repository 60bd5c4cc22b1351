package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports a snapshot file into a cell: it uploads the file, starts the import and waits, with a progress bar for each.
 * Blocks; for one thread.
 */
public record SnapshotImport(UnitClient unit, Screen screen) {

    /** Waits until the import has ended; a {@link CommandException} says why it failed. */
    public void run(Path file, String cell, String snapshot) {
        URI record = start(file, cell, snapshot, false);
        requireCompleted(new RunWatch(unit, screen, Optional.empty()).untilEnd(RunWatch.Kind.IMPORT, cell, record));
    }

    /**
     * Uploads the file and starts its import.
     *
     * @param dryRun whether to do everything but change the cell
     * @return the URL of the import's record
     */
    public URI start(Path file, String cell, String snapshot, boolean dryRun) {
        // The status is asked first, so that most refusals come before any byte of the file is sent.
        unit.importStatus(cell);
        new SnapshotUpload(unit, screen, UploadMemory.NONE).run(file, cell, snapshot);
        return unit.startImport(cell, snapshot, dryRun);
    }

    /** A {@link CommandException} says why an import that has ended brought nothing. */
    public static void requireCompleted(RunRecord end) {
        if (!end.isCompleted()) {
            throw new CommandException(end.isFailed() ? end.failure() : "The import was cancelled");
        }
    }
}
