package io.cellport.cell.generation;

import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the readers of each generation. A file is deleted only after its last reader has closed it, because readers
 * may still open further connections. Blocks; safe for several threads.
 */
public final class OpenGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(OpenGenerations.class);

    private final Sqlite sqlite;
    private final Map<Path, Entry> open = new HashMap<>();
    /** Files that no reader may open any more; deleting a large one takes a while, and nobody else waits for it. */
    private final Set<Path> dying = new HashSet<>();

    public OpenGenerations(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    private static final class Entry {

        private final GenerationReaders readers;
        private int count;
        private boolean doomed;

        Entry(GenerationReaders readers) {
            this.readers = readers;
        }
    }

    /**
     * Opens a generation or counts one more reader; each call needs a {@link #close}.
     *
     * @throws SQLException if it cannot be opened, or is being deleted
     */
    public GenerationReaders open(Path file) throws SQLException {
        synchronized (open) {
            if (dying.contains(file)) {
                throw new SQLException("the generation is being deleted");
            }
            Entry entry = open.get(file);
            if (entry == null) {
                entry = new Entry(new GenerationReaders(file, sqlite));
                open.put(file, entry);
            }
            entry.count++;
            return entry.readers;
        }
    }

    /** Counts one reader less, and closes the generation after the last one. */
    public void close(Path file) {
        Entry entry;
        synchronized (open) {
            entry = Objects.requireNonNull(open.get(file), "closed more often than opened");
            if (--entry.count > 0) {
                return;
            }
            open.remove(file);
            if (entry.doomed) {
                dying.add(file);
            }
        }
        try {
            entry.readers.close();
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        } finally {
            if (entry.doomed) {
                deleteLater(file);
            }
        }
    }

    private void deleteLater(Path file) {
        try {
            deleteNow(file);
        } catch (IOException e) {
            LOG.error("an old generation could not be deleted and stays until the next start", e);
        }
    }

    /** Deletes a file now, or after its last reader has closed it. */
    public void delete(Path file) throws IOException {
        synchronized (open) {
            Entry entry = open.get(file);
            if (entry != null) {
                entry.doomed = true;
                return;
            }
            dying.add(file);
        }
        deleteNow(file);
    }

    private void deleteNow(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            synchronized (open) {
                dying.remove(file);
            }
        }
    }
}
