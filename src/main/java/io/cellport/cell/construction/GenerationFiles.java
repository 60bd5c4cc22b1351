package io.cellport.cell.construction;

import io.cellport.cell.generation.OpenGenerations;
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
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of generations: {@code cells/{cellId}/{number}.db}. Blocks; safe for several threads. */
public final class GenerationFiles {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationFiles.class);

    /** What the names of a generation's files end in: its own, and those beside it while it is built. */
    static final List<String> SUFFIXES = List.of(
            "-wal",
            "-shm",
            "-journal",
            BuildLog.SUFFIX + "-wal",
            BuildLog.SUFFIX + "-shm",
            BuildLog.SUFFIX + "-journal",
            BuildLog.SUFFIX,
            EntityKeys.IDS_SUFFIX,
            EntityKeys.KEYS_SUFFIX,
            EntityKeys.LINKS_SUFFIX,
            "");

    private static final Pattern FILE = Pattern.compile("(\\d{1,18})\\.db(" + String.join("|", SUFFIXES) + ")");

    private final Path root;
    private final OpenGenerations open;

    public GenerationFiles(Path root, OpenGenerations open) {
        this.root = root;
        this.open = open;
    }

    public Path of(String cellId, long number) {
        return root.resolve(cellId).resolve(number + ".db");
    }

    public Path createFor(String cellId, long number) {
        Path file = of(cellId, number);
        try {
            DurableFiles.createDirectories(root.resolve(cellId));
            return file;
        } catch (IOException e) {
            throw StorageFailure.of("create cell directory", e, DurableFiles.directoryOf(root));
        }
    }

    /** The numbers of a cell's generations. */
    public List<Long> numbers(String cellId) {
        try {
            return list(root.resolve(cellId)).stream()
                    .map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new StoreException("list generations", e);
        }
    }

    /** Deletes one generation; if it is being read, then as soon as it is closed. */
    public void deleteGeneration(String cellId, long number) {
        try {
            Path file = of(cellId, number);
            open.delete(file);
            for (String suffix : SUFFIXES.subList(0, SUFFIXES.size() - 1)) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new StoreException("delete generation", e);
        }
    }

    /**
     * Deletes all generations of a cell with doomed numbers; those that are being read, as soon as they are closed.
     * What is doomed must stay doomed, because the files are listed some time before they are deleted.
     */
    public void deleteGenerations(String cellId, LongPredicate doomed) {
        delete(cellId, doomed, open::delete);
    }

    private void delete(String cellId, LongPredicate doomed, Deletion deletion) {
        Path directory = root.resolve(cellId);
        try {
            for (Path file : list(directory)) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches() && doomed.test(Long.parseLong(name.group(1)))) {
                    deletion.delete(file);
                }
            }
        } catch (IOException e) {
            throw new StoreException("delete generations", e);
        }
    }

    public long usableBytes() {
        try {
            DurableFiles.createDirectories(root);
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException("ask for free space", e);
        }
    }

    /** Deletes a cell's generations and its directory, unless there are other files in it. */
    public void deleteCell(String cellId) {
        // The cell is deleted, so no reader can open further connections to its generations.
        delete(cellId, number -> true, open::deleteAtOnce);
        try {
            Files.deleteIfExists(root.resolve(cellId));
        } catch (DirectoryNotEmptyException hasOtherFiles) {
            LOG.warn("the directory of deleted cell {} contains other files and is kept", cellId);
        } catch (IOException e) {
            throw new StoreException("delete cell directory", e);
        }
    }

    @FunctionalInterface
    private interface Deletion {
        void delete(Path file) throws IOException;
    }

    /** The ids of the cells that have a directory. */
    public List<String> cellIds() {
        try {
            return list(root).stream()
                    .filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new StoreException("list cell directories", e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found;
        } catch (NoSuchFileException nothingThere) {
            return List.of();
        }
    }
}
