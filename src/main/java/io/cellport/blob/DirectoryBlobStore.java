package io.cellport.blob;

import io.cellport.storage.DataDirectory;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Blobs as files of the data directory: {@code snapshots/{cellId}/{name}}, and {@code tmp/} while they are written.
 * Blocks; safe for several threads.
 */
public final class DirectoryBlobStore implements BlobStore {

    private final Path snapshots;
    private final Path temporaries;

    /** A store in a data directory that no other process writes to. */
    public DirectoryBlobStore(Path data) {
        snapshots = data.resolve("snapshots");
        temporaries = data.resolve(DataDirectory.TEMPORARIES);
        createDirectory(snapshots);
        createDirectory(temporaries);
    }

    private static void createDirectory(Path directory) {
        try {
            DurableFiles.createDirectories(directory);
        } catch (IOException e) {
            throw StorageFailure.of("create directory", e, DurableFiles.directoryOf(directory));
        }
    }

    @Override
    public BlobWriter create(String cellId) {
        BlobId id = new BlobId(cellId, UUID.randomUUID().toString());
        return new FileBlobWriter(id, temporaries.resolve(id.name()), file(id));
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        try {
            return Optional.of(new FileBlobReader(file(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("open blob", e);
        }
    }

    @Override
    public void delete(BlobId id) {
        delete(file(id));
        deleteIfEmpty(snapshots.resolve(id.cellId()));
    }

    @Override
    public void deleteCell(String cellId) {
        Path directory = snapshots.resolve(cellId);
        regularFiles(directory).forEach(DirectoryBlobStore::delete);
        deleteIfEmpty(directory);
    }

    @Override
    public void forEach(Consumer<BlobId> action) {
        for (Path cell : list(snapshots)) {
            String cellId = cell.getFileName().toString();
            regularFiles(cell)
                    .forEach(blob ->
                            action.accept(new BlobId(cellId, blob.getFileName().toString())));
        }
    }

    @Override
    public void deleteUnfinished() {
        regularFiles(temporaries).forEach(DirectoryBlobStore::delete);
        list(snapshots).stream().filter(Files::isDirectory).forEach(DirectoryBlobStore::deleteIfEmpty);
    }

    private Path file(BlobId id) {
        return snapshots.resolve(id.cellId()).resolve(id.name());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("delete blob", e);
        }
    }

    /** A writer that needs the directory at this moment makes it again. */
    private static void deleteIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            return;
        } catch (IOException e) {
            throw new StoreException("delete directory", e);
        }
    }

    private static List<Path> regularFiles(Path directory) {
        return Files.isDirectory(directory)
                ? list(directory).stream().filter(Files::isRegularFile).toList()
                : List.of();
    }

    private static List<Path> list(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(found::add);
            return found;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new StoreException("list blobs", e);
        }
    }
}
