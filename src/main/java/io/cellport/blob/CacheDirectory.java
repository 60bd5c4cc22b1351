package io.cellport.blob;

import io.cellport.storage.DurableFiles;
import io.cellport.storage.FileDigest;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of {@link BlobCache}: {@code {name}.blob}, and {@code *.part} and {@code *.old} while they come and go.
 * Only complete files that survive a power loss have a name. Blocks; safe for several threads.
 */
final class CacheDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(CacheDirectory.class);

    private static final String COMPLETE = ".blob";

    private final Path directory;

    CacheDirectory(Path directory) {
        this.directory = directory;
        try {
            DurableFiles.createDirectories(directory);
        } catch (IOException e) {
            throw StorageFailure.of("create directory", e, DurableFiles.directoryOf(directory));
        }
    }

    Path file(String name) {
        return directory.resolve(name + COMPLETE);
    }

    private Path other(String suffix) {
        return directory.resolve(UUID.randomUUID() + suffix);
    }

    /** Deletes all but complete files; returns these, oldest first, with their sizes. */
    Map<String, Long> clean() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
            List<Found> complete = new ArrayList<>();
            for (Path file : found) {
                String name = file.getFileName().toString();
                if (name.endsWith(COMPLETE) && Files.isRegularFile(file)) {
                    complete.add(new Found(
                            name.substring(0, name.length() - COMPLETE.length()),
                            Files.size(file),
                            Files.getLastModifiedTime(file)));
                } else {
                    delete(file);
                }
            }
            complete.sort(Comparator.comparing(Found::time));
            Map<String, Long> sizes = new LinkedHashMap<>();
            complete.forEach(file -> sizes.put(file.name(), file.size()));
            return sizes;
        } catch (IOException e) {
            throw new StoreException("list cache", e);
        }
    }

    private record Found(String name, long size, FileTime time) {}

    /** Free bytes on its disk. */
    long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException("ask for free space", e);
        }
    }

    boolean isThere(String name) {
        return Files.exists(file(name));
    }

    /** Whether the blob's file is there and has the right bytes; takes as long as reading it. */
    boolean has(Blob blob) {
        Path file = file(blob.id().name());
        try {
            return isThere(blob.id().name())
                    && Files.size(file) == blob.size()
                    && FileDigest.sha256(file, () -> {}).equals(blob.sha256());
        } catch (IOException e) {
            LOG.warn("a cached blob cannot be read and is fetched again", e);
            return false;
        }
    }

    /** Fetches the blob's file, in the place of a damaged one. */
    void fetch(BlobStore store, Blob blob) {
        Path part = other(".part");
        BlobFiles.download(store, blob, part, () -> {});
        take(part, blob.id().name());
    }

    /** Renames a complete file. */
    void take(Path complete, String name) {
        try {
            DurableFiles.rename(complete, file(name));
        } catch (IOException e) {
            throw StorageFailure.of("name cached blob", e, directory);
        }
    }

    /** Takes a file's name away, which takes no time, and returns the file for {@link #delete}, if there was one. */
    Optional<Path> takeAway(String name) {
        try {
            Path old = other(".old");
            Files.move(file(name), old, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(old);
        } catch (NoSuchFileException neverThere) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("a cached blob cannot be thrown away now; the next start tries again", e);
            return Optional.empty();
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a file of the cache cannot be deleted now; the next start tries again", e);
        }
    }
}
