package io.cellport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The whole way of a snapshot file into a cell: upload, start, wait, with a bar for the upload and one for the import. */
record SnapshotImport(UnitClient unit, Screen screen) {

    /** Blocks until the import has ended; a {@link CommandException} says why it failed. */
    void run(Path file, String cell, String snapshot) {
        // Asked first, because most refusals are known before a single byte of the file is sent.
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
