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
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is given up when the disk is full, so that what makes room can still be written, and made again as soon as
 * there is room. Blocks; safe for several threads.
 */
final class DiskReserve {

    /** Enough for the log of a deletion with a few hundred pages. */
    static final int BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private final Path file;
    private volatile boolean held;
    private boolean told;

    /** A reserve that is not held yet. */
    DiskReserve(Path data) {
        file = data.resolve("reserve");
    }

    boolean isHeld() {
        return held;
    }

    /** Sets the bytes aside, unless they are already or there is no room. */
    synchronized void fill() {
        if (held) {
            return;
        }
        try {
            if (Files.notExists(file) || Files.size(file) < BYTES) {
                write();
            }
            held = true;
            told = false;
        } catch (IOException e) {
            release();
            if (!told) {
                told = true;
                LOG.warn(
                        "no room for a reserve of {} bytes, so no uploads are accepted: {}",
                        BYTES,
                        FailureReason.words(e));
            }
        }
    }

    private void write() throws IOException {
        // Zeros would take no room on a disk that compresses.
        byte[] noise = new byte[BYTES];
        new Random().nextBytes(noise);
        try (FileChannel channel = PrivateFiles.open(file, Set.of(CREATE, WRITE, TRUNCATE_EXISTING))) {
            ByteBuffer bytes = ByteBuffer.wrap(noise);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Gives the bytes back to the disk. */
    synchronized void release() {
        held = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the reserve could not be given up: {}", FailureReason.words(e));
        }
    }
}
