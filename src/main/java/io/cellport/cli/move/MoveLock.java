package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Keeps other processes out of the folder of a move. Blocks; for one thread. */
public final class MoveLock implements AutoCloseable {

    private final FileChannel channel;

    private MoveLock(FileChannel channel) {
        this.channel = channel;
    }

    /** A {@link CommandException} if another move works in the folder. */
    public static MoveLock of(MoveFolder folder) {
        while (true) {
            MoveFolder.open(folder.path());
            try {
                Optional<MoveLock> lock = tryToTake(folder.lock());
                if (lock.isPresent()) {
                    return lock.get();
                }
            } catch (NoSuchFileException deletedMeanwhile) {
                // A move that has just ended has deleted its folder; there is a new one in the next round.
            } catch (IOException e) {
                throw folder.unusable();
            }
        }
    }

    /** Empty if the file that was locked has lost its name, so that it keeps nobody out. */
    private static Optional<MoveLock> tryToTake(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isTaken = false;
        try {
            Object before = key(file);
            if (!isLocked(channel)) {
                throw new CommandException(
                        Ending.CONFLICT, "Another move of the same cell is at work in " + file.getParent());
            }
            isTaken = Files.exists(file) && key(file).equals(before);
            return isTaken ? Optional.of(new MoveLock(channel)) : Optional.empty();
        } finally {
            if (!isTaken) {
                channel.close();
            }
        }
    }

    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
