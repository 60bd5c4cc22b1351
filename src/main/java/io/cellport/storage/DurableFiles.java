package io.cellport.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Names of files that outlast a power loss: what a name stands for is on the disk before the name is, and the name before
 * anything can refer to it. Blocks; safe for several threads.
 */
public final class DurableFiles {

    private DurableFiles() {}

    /** Makes a directory and those above it, if need be; one that is there may have been made by a process that died since. */
    public static void createDirectories(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        if (!Files.isDirectory(parent)) {
            createDirectories(parent);
        }
        PrivateFiles.createDirectory(directory);
        // What may not be read cannot be forced; nor did we make anything in it then.
        if (Files.isReadable(parent)) {
            forceNames(parent);
        }
    }

    /** Moves a complete file to another name, where it may replace one. */
    public static void rename(Path complete, Path name) throws IOException {
        forceContent(complete);
        Files.move(complete, name, StandardCopyOption.ATOMIC_MOVE);
        forceName(name);
    }

    /**
     * Gives a complete file a further name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another file has it; it is durable then, too
     */
    public static void link(Path complete, Path name) throws IOException {
        forceContent(complete);
        try {
            Files.createLink(name, complete);
        } finally {
            forceName(name);
        }
    }

    /** Forces what a file holds to the disk. */
    public static void forceContent(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Forces the name of a file to the disk. */
    public static void forceName(Path file) throws IOException {
        forceNames(directoryOf(file));
    }

    /** The directory that a file lies in. */
    public static Path directoryOf(Path file) {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    /** Forces the names in a directory to the disk. */
    public static void forceNames(Path directory) throws IOException {
        force(directory, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
