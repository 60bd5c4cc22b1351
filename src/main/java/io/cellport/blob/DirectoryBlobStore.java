package io.cellport.blob;

import io.cellport.storage.DataDirectory;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Blobs as files of a directory, {@code {cellId}/{name}}, and of another one while they are written. Several nodes can
 * share the directories over a network file system: files are written and renamed as a whole, and never locked, linked
 * or mapped. Blocks; safe for several threads.
 */
public final class DirectoryBlobStore implements BlobStore {

    private static final int LINK_ATTEMPTS = 10;

    private final Path blobs;
    private final Path temporaries;
    private final UnfinishedFiles unfinished;
    private final boolean isShared;

    /** A store in a data directory that no other process writes to. */
    public DirectoryBlobStore(Path data) {
        this(data.resolve("snapshots"), data.resolve(DataDirectory.TEMPORARIES), UnfinishedFiles.OF_ONE_WRITER, false);
    }

    private DirectoryBlobStore(Path blobs, Path temporaries, UnfinishedFiles unfinished, boolean isShared) {
        this.blobs = blobs;
        this.temporaries = temporaries;
        this.unfinished = unfinished;
        this.isShared = isShared;
        createDirectory(blobs);
        createDirectory(temporaries);
    }

    /**
     * A store in a directory that all nodes of a cluster share.
     *
     * @param node name of this node, which no other node has and which it keeps: letters, digits, {@code .}, {@code _}
     *     and {@code -}
     */
    public static DirectoryBlobStore shared(Path directory, String node) {
        return new DirectoryBlobStore(
                directory.resolve("blobs"), directory.resolve("unfinished"), UnfinishedFiles.ofNode(node), true);
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
        return new FileBlobWriter(id, temporaries.resolve(unfinished.nameOf(id)), file(id));
    }

    /**
     * Makes a complete file a blob and leaves its own name to it: when this returns, both names and the bytes survive a
     * power loss, and nobody may change the bytes any more. Only for a store that one process owns, and a file of its
     * data directory.
     */
    public void link(Path complete, BlobId id) {
        Path name = file(id);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    DurableFiles.createDirectories(DurableFiles.directoryOf(name));
                    DurableFiles.link(complete, name);
                    return;
                } catch (FileAlreadyExistsException e) {
                    // An attempt that failed may have left the name, which is durable now.
                    if (!Files.isSameFile(complete, name)) {
                        throw e;
                    }
                    return;
                } catch (NoSuchFileException e) {
                    // An empty directory is deleted at any time, as when another blob of the cell is deleted.
                    if (attempt == LINK_ATTEMPTS || Files.notExists(complete)) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw StorageFailure.of("link blob", e, DurableFiles.directoryOf(complete));
        }
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        try {
            return Optional.of(isShared ? new FileBlobReader(file(id)) : new LocalBlobReader(file(id)));
        } catch (NoSuchFileException e) {
            requireDirectory();
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("open blob", e);
        }
    }

    @Override
    public OptionalLong size(BlobId id) {
        try {
            return OptionalLong.of(Files.size(file(id)));
        } catch (NoSuchFileException e) {
            requireDirectory();
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new StoreException("ask for blob", e);
        }
    }

    /** Without this, a directory that is not mounted any more would be taken for one that has lost its blobs. */
    private void requireDirectory() {
        if (!Files.isDirectory(temporaries)) {
            throw new StoreException("the directory of the blobs is not there");
        }
    }

    @Override
    public void delete(BlobId id) {
        delete(file(id));
        requireDirectory();
        deleteIfEmpty(blobs.resolve(id.cellId()));
    }

    /** Deletes all blobs of a deleted cell. Only for a store that one process owns. */
    public void deleteCell(String cellId) {
        Path directory = blobs.resolve(cellId);
        regularFiles(directory).forEach(DirectoryBlobStore::delete);
        deleteIfEmpty(directory);
    }

    @Override
    public void forEach(Consumer<ListedBlob> action) {
        for (Path cell : list(blobs)) {
            forEach(cell.getFileName().toString(), action);
        }
    }

    @Override
    public void forEach(String cellId, Consumer<ListedBlob> action) {
        for (Path file : regularFiles(blobs.resolve(cellId))) {
            look(new BlobId(cellId, file.getFileName().toString()), file).ifPresent(action);
        }
    }

    private static Optional<ListedBlob> look(BlobId id, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new ListedBlob(
                    id, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("list blobs", e);
        }
    }

    @Override
    public void deleteUnfinished() {
        try {
            List<Path> files =
                    list(temporaries).stream().filter(Files::isRegularFile).toList();
            unfinished.dead(temporaries, files).forEach(DirectoryBlobStore::delete);
        } catch (IOException e) {
            throw new StoreException("list unfinished blobs", e);
        }
    }

    /** Deletes directories of cells without blobs; a writer that needs one makes it again. */
    public void deleteEmptyDirectories() {
        list(blobs).stream().filter(Files::isDirectory).forEach(DirectoryBlobStore::deleteIfEmpty);
    }

    private Path file(BlobId id) {
        return blobs.resolve(id.cellId()).resolve(id.name());
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
