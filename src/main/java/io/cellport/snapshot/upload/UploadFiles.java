package io.cellport.snapshot.upload;

import io.cellport.storage.DurableFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files with the bytes of uploads, each named by its upload. Blocks; immutable. */
final class UploadFiles {

    private final Path directory;

    UploadFiles(Path directory) {
        this.directory = directory;
        try {
            DurableFiles.createDirectories(directory);
        } catch (IOException e) {
            throw StorageFailure.of("create directory", e, DurableFiles.directoryOf(directory));
        }
    }

    /** The file of an upload, whose id this process has made. */
    Path of(String id) {
        return directory.resolve(id);
    }

    /** Bytes in the file of an upload; 0 if there is none. */
    long size(String id) {
        try {
            return Files.size(of(id));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new StoreException("look at upload", e);
        }
    }

    void delete(String id) {
        try {
            Files.deleteIfExists(of(id));
        } catch (IOException e) {
            throw new StoreException("delete upload", e);
        }
    }

    /** The uploads that have files. */
    List<String> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new StoreException("list uploads", e);
        }
    }
}
