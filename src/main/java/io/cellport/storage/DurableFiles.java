package io.cellport.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Files whose names survive a power loss: the content is forced to the disk before the name, and the name before
 * anything refers to it. Blocks; stateless.
 */
public final class DurableFiles {

    private DurableFiles() {}

    /**
     * Creates a directory and its parents if they are missing. Names are forced in any case, because a process that
     * died meanwhile may have created the directory.
     */
    public static void createDirectories(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        if (!Files.isDirectory(parent)) {
            createDirectories(parent);
        }
        PrivateFiles.createDirectory(directory);
        // A directory that cannot be read cannot be forced; but then nothing was created in it either.
        if (Files.isReadable(parent)) {
            forceNames(parent);
        }
    }

    /** Renames a complete file; it may replace another one. */
    public static void rename(Path complete, Path name) throws IOException {
        forceContent(complete);
        Files.move(complete, name, StandardCopyOption.ATOMIC_MOVE);
        forceName(name);
    }

    /**
     * Gives a complete file a second name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another file has the name, which is durable then too
     */
    public static void link(Path complete, Path name) throws IOException {
        forceContent(complete);
        try {
            Files.createLink(name, complete);
        } finally {
            forceName(name);
        }
    }

    /** Forces the content of a file to the disk. */
    public static void forceContent(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Forces the name of a file to the disk. */
    public static void forceName(Path file) throws IOException {
        forceNames(directoryOf(file));
    }

    /** The directory of a file. */
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
