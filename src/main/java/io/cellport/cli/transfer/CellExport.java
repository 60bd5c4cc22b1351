package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Exports a cell into a file: it starts the export, waits, and downloads the snapshot, with a progress bar for each.
 * Blocks; for one thread.
 *
 * @param watch waits for the end of the export
 */
public record CellExport(UnitClient unit, Screen screen, RunWatch watch) {

    /**
     * Returns the record of the export when the file is complete; a {@link CommandException} says why it failed.
     *
     * @param name of the snapshot without {@code .zip}; empty to let the unit choose one
     * @param file must not exist
     */
    public RunRecord run(String cell, Optional<String> name, Path file) {
        URI record = unit.startExport(cell, name);
        RunRecord end = watch.untilEnd(RunWatch.Kind.EXPORT, cell, record);
        if (!end.isCompleted()) {
            throw new CommandException(end.isFailed() ? end.failure() : "The export was cancelled");
        }
        long size = end.json().path("size").asLong();
        try (DownloadedFile target = new DownloadedFile(file);
                ProgressBar bar = ProgressBar.bytes(screen, "Download", size)) {
            new ResumedDownload(unit.http(), unit.snapshotUrl(cell, end.snapshot()), "").run(size, target, bar);
            target.complete(end.json().path("sha256").asText());
        }
        return end;
    }
}
