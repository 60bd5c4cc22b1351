package io.cellport.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The unit's data directory, held by one server at a time. Blocks. */
public final class DataDirectory implements AutoCloseable {

    /** Holds the unit URL of the server that ran here last, so that tokens can be made while it runs. */
    public static final String URL_FILE = "unit-url";

    /** Directory of what need not outlive the process: uploads under way, and what SQLite sorts. */
    public static final String TEMPORARIES = "tmp";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the directory, creating it if need be. The lock ends with {@link #close} or with the process.
     *
     * @throws StoreException if another server has it, or it cannot be used
     */
    public static DataDirectory lock(Path path) {
        try {
            DurableNames.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(lock)) {
                lock.close();
                throw new StoreException("the data directory is in use by another server", null);
            }
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw new StoreException("the data directory cannot be used", e);
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

    /** Writes the URL under which this server is reached. */
    public void rememberUrl(String url) {
        try {
            Files.writeString(path.resolve(URL_FILE), url);
        } catch (IOException e) {
            throw new StoreException("write unit URL", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("unlock data directory", e);
        }
    }
}
