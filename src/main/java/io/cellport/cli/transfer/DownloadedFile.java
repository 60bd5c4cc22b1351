package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A file that is downloaded under a temporary name beside its own. It gets its name when it is complete; until then,
 * closing deletes it. Failures to write are {@link UncheckedIOException}s or {@link CommandException}s. Blocks; safe
 * for several threads.
 */
final class DownloadedFile implements AutoCloseable {

    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest digest;
    private volatile long length;

    /** @param file the name that the file gets in the end */
    DownloadedFile(Path file) {
        this.file = file;
        // Not made from the file's own name, which may be that of another file's beginning, or too long for more.
        this.temporary = file.resolveSibling(".cellport-" + UUID.randomUUID() + ".part");
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
            this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Ctrl-C closes nothing.
            temporary.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new CommandException("The file " + temporary + " cannot be created");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes so far. */
    long length() {
        return length;
    }

    synchronized void append(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            digest.update(bytes);
            length += bytes.length;
        } catch (IOException e) {
            throw new CommandException("The file " + temporary + " cannot be written");
        }
    }

    /** Gives the file its name, if it has this digest in hexadecimal. There must be no such file. */
    synchronized void complete(String sha256) {
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new CommandException("What came is not what the server has: its digest differs");
        }
        complete();
    }

    /**
     * Gives the file its name.
     *
     * @param options whether it replaces a file of that name
     */
    synchronized void complete(CopyOption... options) {
        try {
            channel.force(true);
            channel.close();
            Files.move(temporary, file, options);
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be written");
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new CommandException("The file " + temporary + " cannot be deleted");
        }
    }
}
