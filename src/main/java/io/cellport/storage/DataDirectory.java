package io.cellport.storage;

import io.cellport.error.FailureReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unit's data directory, which one server at a time locks. Blocks; for one thread. */
public final class DataDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** Contains the unit URL of the server that ran here last, so that tokens can be made while it runs. */
    public static final String URL_FILE = "unit-url";

    /** Directory for files that the next start deletes: unfinished uploads, and SQLite's files for sorting. */
    public static final String TEMPORARIES = "tmp";

    /** The server locks this file, and a second one below {@code lib/} in case somebody deletes this one. */
    static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;
    private @Nullable FileChannel furtherLock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Locks the directory, and creates it if it is missing. The lock ends with {@link #close} or with the process.
     *
     * @throws StoreException if another server has locked it, or it cannot be used
     */
    public static DataDirectory lock(Path path) {
        try {
            DurableFiles.createDirectories(path);
            FileChannel lock =
                    PrivateFiles.open(path.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            DataDirectory directory = new DataDirectory(path, lock);
            directory.prepare();
            return directory;
        } catch (IOException e) {
            throw StorageFailure.of("the data directory cannot be used", e, path);
        }
    }

    private void prepare() throws IOException {
        try {
            require(lock);
            Path libraries = NativeLibrary.directory(path);
            furtherLock = PrivateFiles.open(
                    libraries.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            require(furtherLock);
            NativeLibrary.unpackIn(libraries);
            PrivateFiles.repair(path);
        } catch (IOException | RuntimeException | Error e) {
            closeLocks();
            throw e;
        }
    }

    private static void require(FileChannel lock) throws IOException {
        if (!tryLock(lock)) {
            throw new StoreException("the data directory is in use by another server");
        }
    }

    private void closeLocks() throws IOException {
        try (lock) {
            if (furtherLock != null) {
                furtherLock.close();
            }
        }
    }

    private static boolean tryLock(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** The directory for files that are not needed after a crash, which is there. */
    public Path temporaries() {
        Path temporaries = path.resolve(TEMPORARIES);
        try {
            DurableFiles.createDirectories(temporaries);
            return temporaries;
        } catch (IOException e) {
            throw StorageFailure.of("create directory", e, path);
        }
    }

    /**
     * Writes the URL of this server. If that fails, as on a full disk, the command that makes tokens needs it as an
     * option.
     */
    public void rememberUrl(String url) {
        try {
            Path file = path.resolve(URL_FILE);
            if (Files.notExists(file) || !Files.readString(file).equals(url)) {
                Path temporaries = path.resolve(TEMPORARIES);
                DurableFiles.createDirectories(temporaries);
                Path complete = temporaries.resolve(URL_FILE);
                PrivateFiles.createFile(complete);
                Files.writeString(complete, url);
                DurableFiles.rename(complete, file);
            }
        } catch (IOException e) {
            LOG.warn("the unit URL could not be written: {}", FailureReason.words(e));
        }
    }

    @Override
    public void close() {
        try {
            closeLocks();
        } catch (IOException e) {
            throw new StoreException("unlock data directory", e);
        }
    }
}
