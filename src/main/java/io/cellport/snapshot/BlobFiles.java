package io.cellport.snapshot;

import io.cellport.store.DataDirectory;
import io.cellport.store.DurableNames;
import io.cellport.store.StorageFailure;
import io.cellport.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The bytes of snapshots: {@code snapshots/{cellId}/{blob}}, and {@code tmp/} for uploads under way. Blocks. */
final class BlobFiles {

    private final Path snapshots;
    private final Path temporaries;

    BlobFiles(Path data) {
        snapshots = data.resolve("snapshots");
        temporaries = data.resolve(DataDirectory.TEMPORARIES);
        createDirectories(temporaries);
    }

    Path newTemporary() {
        return temporaries.resolve(UUID.randomUUID().toString());
    }

    Path of(String cellId, String blob) {
        return snapshots.resolve(cellId).resolve(blob);
    }

    /** Makes a temporary file a blob, content and name durable; the temporary file is gone also on failure. */
    Path keep(Path temporary, String cellId, String blob) {
        Path file = of(cellId, blob);
        try {
            DurableNames.createDirectories(file.getParent());
            DurableNames.rename(temporary, file);
            return file;
        } catch (IOException e) {
            delete(temporary);
            delete(file);
            throw StorageFailure.of("keep snapshot", e, temporaries);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("delete snapshot", e);
        }
    }

    void deleteTemporaries() {
        list(temporaries).stream().filter(Files::isRegularFile).forEach(this::delete);
    }

    /** Deletes all blobs of a cell. */
    void deleteCell(String cellId) {
        if (Files.isDirectory(snapshots.resolve(cellId))) {
            deleteAllBut(snapshots.resolve(cellId), blob -> false);
        }
    }

    void deleteAllBut(BiPredicate<String, String> isKept) {
        createDirectories(snapshots);
        for (Path cell : list(snapshots)) {
            if (Files.isDirectory(cell)) {
                deleteAllBut(cell, blob -> isKept.test(cell.getFileName().toString(), blob));
            }
        }
    }

    private void deleteAllBut(Path cell, Predicate<String> isKept) {
        list(cell).stream()
                .filter(Files::isRegularFile)
                .filter(blob -> !isKept.test(blob.getFileName().toString()))
                .forEach(this::delete);
        if (list(cell).isEmpty()) {
            delete(cell);
        }
    }

    private static void createDirectories(Path directory) {
        try {
            DurableNames.createDirectories(directory);
        } catch (IOException e) {
            throw StorageFailure.of(
                    "create directory", e, directory.toAbsolutePath().getParent());
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new StoreException("list directory", e);
        }
    }
}
