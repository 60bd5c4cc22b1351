package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.unit.ResumableUploads;
import io.cellport.cli.unit.ResumableUploads.Standing;
import io.cellport.cli.unit.UnitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An upload that goes on where a connection broke off. Only what the unit says it has counts. Used once. Any thread may
 * {@link #giveUp}. Blocks; for one thread.
 */
final class ResumedUpload {

    /** An upload can expire, or lack bytes after a backup was brought back; not again and again. */
    private static final int MOST_BEGINNINGS = 3;

    private static final String OTHER_OFFSET = "PR409-CM-0004";

    private static final int MOST_REFUSALS = 20;

    private static final Duration SHORTLY = Duration.ofMillis(50);

    private final ResumableUploads uploads;
    private final String fileName;
    private final Path file;
    private final long size;
    private final UploadMemory memory;
    private final ProgressBar bar;
    private final Patience patience;
    private volatile String id = "";
    private volatile boolean isGivenUp;
    private int beginnings;
    private long most;
    private boolean isRepeated;
    private boolean isAccepted;

    /** @param fileName name of the snapshot file at the unit */
    ResumedUpload(
            ResumableUploads uploads,
            String fileName,
            Path file,
            long size,
            UploadMemory memory,
            ProgressBar bar,
            Patience patience) {
        this.uploads = uploads;
        this.fileName = fileName;
        this.file = file;
        this.size = size;
        this.memory = memory;
        this.bar = bar;
        this.patience = patience;
    }

    /** Returns when the unit has made the file a snapshot. */
    void run() {
        id = memory.id().orElse("");
        while (!isDone()) {
            isRepeated = true;
        }
    }

    /** Does what is left, or a part of it. */
    private boolean isDone() {
        try {
            if (id.isEmpty()) {
                begin();
            }
            Standing now = uploads.standing(id);
            if (now.length() != size) {
                begin();
                return false;
            }
            if (now.offset() < size) {
                sendFrom(now.offset());
            }
            return now.offset() == size;
        } catch (UnitException e) {
            requireWanted();
            if (e.ending() == Ending.NOT_FOUND && !id.isEmpty()) {
                id = "";
            } else if (e.isFor(OTHER_OFFSET)) {
                patience.again(e);
            } else {
                patience.waitAfter(e);
            }
            return false;
        }
    }

    private void begin() {
        if (++beginnings > MOST_BEGINNINGS) {
            throw new CommandException("The unit loses the upload again and again");
        }
        most = 0;
        id = uploads.create(fileName, size);
        memory.remember(id);
    }

    /** Sends the rest; the next question says what of it counts. */
    private void sendFrom(long offset) {
        requireSame();
        if (offset > most) {
            most = offset;
            patience.moved();
        } else if (isAccepted) {
            patience.again(uploads.http().broken(new IOException("the upload does not advance")));
        } else if (isRepeated) {
            uploads.askWhyNot(id, offset);
        }
        isAccepted = false;
        uploads.append(id, file, offset, size, bar::update);
        isAccepted = true;
    }

    private void requireSame() {
        try {
            if (Files.size(file) == size) {
                return;
            }
        } catch (IOException e) {
            // Told below, without the system's words.
        }
        throw new CommandException("The file " + file + " has changed while it was uploaded");
    }

    private void requireWanted() {
        if (isGivenUp) {
            throw new CommandException(Ending.INTERRUPTED, "Interrupted");
        }
    }

    /** Has the unit forget the upload, if it can be reached. The first attempt may only end a request under way. */
    void giveUp() {
        isGivenUp = true;
        for (int refusals = 0; !id.isEmpty() && refusals < MOST_REFUSALS; refusals++) {
            try {
                uploads.delete(id);
                return;
            } catch (UnitException e) {
                if (!e.isFor("PR423-CM-0001")) {
                    return;
                }
                Pause.SLEEP.take(SHORTLY);
            }
        }
    }
}
