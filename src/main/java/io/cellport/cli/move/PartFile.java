package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The beginning of a file that is downloaded; it stays where it is when it is closed. Failures to write are
 * {@link CommandException}s or {@link UncheckedIOException}s. Blocks; safe for several threads.
 */
final class PartFile implements AutoCloseable {

    private final Path file;

    private final FileChannel channel;

    private volatile long length;

    PartFile(Path file) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            length = channel.size();
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be written");
        }
    }

    long length() {
        return length;
    }

    synchronized void append(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, length + rest.position());
            }
            length += bytes.length;
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be written");
        }
    }

    /** Drops all bytes. */
    synchronized void clear() {
        try {
            channel.truncate(0);
            length = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the disk has all bytes. */
    synchronized void force() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
