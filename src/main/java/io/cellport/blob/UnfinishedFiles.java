package io.cellport.blob;

import io.cellport.storage.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Names the files of blobs that are being written, and knows which of them no writer can complete any more. Blocks;
 * immutable.
 */
final class UnfinishedFiles {

    /** For a directory in which only one process writes. */
    static final UnfinishedFiles OF_ONE_WRITER = new UnfinishedFiles("");

    /** A file of another node that was not written to for so long has no writer. */
    static final Duration SILENCE = Duration.ofHours(24);

    private final String prefix;

    private UnfinishedFiles(String prefix) {
        this.prefix = prefix;
    }

    /** For a node that shares the directory with others. */
    static UnfinishedFiles ofNode(String node) {
        if (!node.matches("[A-Za-z0-9._-]{1,128}")) {
            throw new IllegalArgumentException("no name of a node");
        }
        return new UnfinishedFiles(node + '~');
    }

    String nameOf(BlobId id) {
        return prefix + id.name();
    }

    /** Those of the files that have no writer; call it before this process has writers. */
    List<Path> dead(Path directory, List<Path> files) throws IOException {
        List<Path> dead = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        files.forEach(file -> (isOwn(file) ? dead : others).add(file));
        if (!others.isEmpty()) {
            Instant latest = now(directory).minus(SILENCE);
            for (Path file : others) {
                if (isOlder(file, latest)) {
                    dead.add(file);
                }
            }
        }
        return dead;
    }

    private boolean isOwn(Path file) {
        return file.getFileName().toString().startsWith(prefix);
    }

    /** The time by the clock of the file server. */
    private Instant now(Path directory) throws IOException {
        Path probe = directory.resolve(prefix + UUID.randomUUID());
        try (FileChannel created =
                PrivateFiles.open(probe, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static boolean isOlder(Path file, Instant time) throws IOException {
        try {
            FileTime written = Files.getLastModifiedTime(file);
            return written.toInstant().isBefore(time);
        } catch (NoSuchFileException completedMeanwhile) {
            return false;
        }
    }
}
