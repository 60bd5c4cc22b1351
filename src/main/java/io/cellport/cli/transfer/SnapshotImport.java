package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Imports a snapshot file into a cell: it uploads the file, starts the import and waits, with a progress bar for each.
 * Blocks; for one thread.
 */
public record SnapshotImport(UnitClient unit, Screen screen) {

    /** Waits until the import has ended; a {@link CommandException} says why it failed. */
    public void run(Path file, String cell, String snapshot) {
        // The status is asked first, so that most refusals come before any byte of the file is sent.
        unit.importStatus(cell);
        try (ProgressBar bar = ProgressBar.bytes(screen, "Upload", size(file))) {
            unit.upload(cell, snapshot, file, bar::update);
        }
        unit.startImport(cell, snapshot);
        StatusReport end = new ImportWatch(unit, screen).untilEnd(cell);
        if (end.isFailed()) {
            throw new CommandException(end.error());
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be read");
        }
    }
}
