package io.cellport.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cellport.error.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is deleted when the disk is full, so that there is room for deletions. It is written again as soon as
 * there is room for it. Blocks; safe for several threads.
 */
final class DiskReserve {

    /** Enough for SQLite's log of a deletion that changes a few hundred pages. */
    static final int BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private final Path file;
    private volatile boolean held;
    private boolean warned;

    /** A reserve that is not held yet. */
    DiskReserve(Path data) {
        file = data.resolve("reserve");
    }

    boolean isHeld() {
        return held;
    }

    /** Writes the reserve, unless it is there already or there is no room. */
    synchronized void fill() {
        if (held) {
            return;
        }
        try {
            if (Files.notExists(file) || Files.size(file) < BYTES) {
                write();
            }
            held = true;
            warned = false;
        } catch (IOException e) {
            release();
            if (!warned) {
                warned = true;
                LOG.warn(
                        "no room for a reserve of {} bytes, so no uploads are accepted: {}",
                        BYTES,
                        FailureReason.words(e));
            }
        }
    }

    private void write() throws IOException {
        // Random bytes, because a file system that compresses gives zeros no room.
        byte[] noise = new byte[BYTES];
        new SplittableRandom().nextBytes(noise);
        try (FileChannel channel = PrivateFiles.open(file, Set.of(CREATE, WRITE, TRUNCATE_EXISTING))) {
            ByteBuffer bytes = ByteBuffer.wrap(noise);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Deletes the reserve. */
    synchronized void release() {
        held = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the reserve could not be deleted: {}", FailureReason.words(e));
        }
    }
}
