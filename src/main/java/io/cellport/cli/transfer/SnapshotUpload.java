package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.ResumableUploads;
import io.cellport.cli.unit.UnitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Uploads a snapshot file with a progress bar: in a way that can be resumed if the unit has one, otherwise as a whole.
 * Blocks; for one thread.
 *
 * @param memory lets another call go on with the upload
 * @param pause waits for a unit that is away
 */
public record SnapshotUpload(UnitClient unit, Screen screen, UploadMemory memory, Pause pause) {

    public SnapshotUpload(UnitClient unit, Screen screen, UploadMemory memory) {
        this(unit, screen, memory, Pause.SLEEP);
    }

    /**
     * Returns when the unit has the snapshot.
     *
     * @param snapshot its name without {@code .zip}
     */
    public void run(Path file, String cell, String snapshot) {
        long size = size(file);
        try (ProgressBar bar = ProgressBar.bytes(screen, "Upload", size)) {
            ResumableUploads uploads = new ResumableUploads(unit.http(), cell);
            Patience patience = new Patience(bar::note, pause);
            if (size > 0 && patience.ask(uploads::areOffered)) {
                resumed(new ResumedUpload(uploads, snapshot + ".zip", file, size, memory, bar, patience));
                bar.update(size);
            } else {
                unit.upload(cell, snapshot, file, bar::update);
            }
        }
    }

    private void resumed(ResumedUpload upload) {
        if (memory != UploadMemory.NONE) {
            upload.run();
            return;
        }
        try (Interruption hook = Interruption.calls(upload::giveUp)) {
            upload.run();
        } catch (CommandException e) {
            upload.giveUp();
            throw e;
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
