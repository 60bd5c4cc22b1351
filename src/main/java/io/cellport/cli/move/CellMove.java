package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.move.MoveFolder.Note;
import io.cellport.cli.move.SourceCell.Stored;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.SnapshotUpload;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import io.cellport.imports.inspection.Inspection;
import io.cellport.storage.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves a cell: export, download, inspection, upload, import, comparison, each with a progress bar. Each step looks
 * first whether an earlier call has done it, or a part of it. A {@link CommandException} says why a step failed.
 * Blocks; for one thread.
 */
public final class CellMove {

    private final SourceCell source;
    private final UnitClient target;
    private final String cell;
    private final MoveFolder folder;
    private final Function<Path, Inspection> inspector;
    private final Screen screen;

    /**
     * A move that goes on with what is in the folder.
     *
     * @param cell name of the cell at the target
     * @param inspector inspects a snapshot file below a progress bar
     */
    public CellMove(
            SourceCell source,
            UnitClient target,
            String cell,
            MoveFolder folder,
            Function<Path, Inspection> inspector,
            Screen screen) {
        this.source = source;
        this.target = target;
        this.cell = cell;
        this.folder = folder;
        this.inspector = inspector;
        this.screen = screen;
    }

    /**
     * Does all steps, and deletes the folder when the target has proved to hold what the snapshot holds.
     *
     * @param create whether the cell is created if it is missing
     */
    public Inspection run(boolean create) {
        requireCell(create);
        if (!folder.isComplete()) {
            download(export());
        }
        Inspection inspection = inspect();
        ImportStep step = upload();
        Comparison.requireEqual(inspection, step.run(screen));
        folder.delete();
        return inspection;
    }

    private void requireCell(boolean create) {
        try {
            target.importStatus(cell);
        } catch (UnitException e) {
            if (!create || e.ending() != Ending.NOT_FOUND) {
                throw e;
            }
            target.createCell(cell);
        }
    }

    Stored export() {
        try (ProgressBar bar = ProgressBar.percent(screen, "Export")) {
            return new ExportStep(source, folder, Clock.systemUTC()).run(bar);
        }
    }

    void download(Stored stored) {
        Note note = folder.note().orElseThrow();
        try (PartFile part = new PartFile(folder.part());
                ProgressBar bar = ProgressBar.bytes(screen, "Download", stored.size())) {
            if (!note.tag().equals(stored.tag())) {
                part.clear();
                folder.note(new Note(note.name(), stored.tag()));
            }
            new PartDownload(source.http(), source.http().url("__snapshot/" + note.name() + ".zip"))
                    .run(stored, part, bar);
            requireDigest(note.name(), part);
        }
        folder.complete();
    }

    private void requireDigest(String name, PartFile part) {
        Optional<String> recorded = source.digest(name);
        if (recorded.isPresent() && !recorded.get().equals(digest(folder.part()))) {
            part.clear();
            throw new CommandException("What came is not what the source has: its digest differs");
        }
    }

    private Inspection inspect() {
        Inspection inspection = inspector.apply(folder.snapshot());
        if (!inspection.isSound()) {
            throw new CommandException(
                    "The snapshot cannot be imported, see cellport inspect %s; delete %s to export again"
                            .formatted(folder.snapshot(), folder.path()));
        }
        return inspection;
    }

    ImportStep upload() {
        String sha256 = digest(folder.snapshot());
        ImportStep step = new ImportStep(target, cell, nameAtTarget(sha256), sha256);
        long size = size(folder.snapshot());
        if (step.isBegun() || step.isUploaded(size)) {
            return step;
        }
        new SnapshotUpload(target, screen, folder.uploads()).run(folder.snapshot(), cell, step.snapshot());
        return step;
    }

    /** A name that other bytes do not have, so that another call sees whether they were uploaded. */
    private static String nameAtTarget(String sha256) {
        return "moved-" + sha256;
    }

    private static String digest(Path file) {
        try {
            return FileDigest.sha256(file, () -> {});
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be read");
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
