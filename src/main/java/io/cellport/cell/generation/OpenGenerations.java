package io.cellport.cell.generation;

import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the readers of each generation. A file is deleted only after its last reader has closed it, because readers
 * may still open further connections. A few of the generations that nobody reads stay open, because who has read is likely
 * to read again; they are closed when they are to be deleted. Blocks; safe for several threads.
 */
public final class OpenGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(OpenGenerations.class);

    /** Each has files open and some pages in memory. */
    private static final int MOST_RESTING = 8;

    private final Sqlite sqlite;
    private final int mostResting;
    private final Map<Path, Entry> open = new HashMap<>();
    /** Those of them that nobody reads, the one that was read least lately first. */
    private final Map<Path, Entry> resting = new LinkedHashMap<>();
    /** Files that no reader may open any more; deleting a large one takes a while, and nobody else waits for it. */
    private final Set<Path> dying = new HashSet<>();

    private boolean closed;

    /** Generations in files that are deleted by this only. */
    public OpenGenerations(Sqlite sqlite) {
        this(sqlite, MOST_RESTING);
    }

    private OpenGenerations(Sqlite sqlite, int mostResting) {
        this.sqlite = sqlite;
        this.mostResting = mostResting;
    }

    /** Generations in files that others may delete when nobody reads them: they are closed after their last reader. */
    public static OpenGenerations ofBorrowedFiles(Sqlite sqlite) {
        return new OpenGenerations(sqlite, 0);
    }

    private static final class Entry {

        private final GenerationReaders readers;
        /** Which file it is; null if that cannot be told. */
        private final @Nullable FileState state;

        private int count;
        private boolean doomed;

        Entry(GenerationReaders readers, @Nullable FileState state) {
            this.readers = readers;
            this.state = state;
        }
    }

    /**
     * Opens a generation or counts one more reader; each call needs a {@link #close}.
     *
     * @throws SQLException if it cannot be opened, or is being deleted
     */
    public GenerationReaders open(Path file) throws SQLException {
        FileState state = FileState.of(file);
        synchronized (open) {
            if (dying.contains(file)) {
                throw new SQLException("the generation is being deleted");
            }
            Entry rested = resting.remove(file);
            if (rested != null && (state == null || !state.equals(rested.state))) {
                open.remove(file);
                rested.readers.close();
            }
            Entry entry = open.get(file);
            if (entry == null) {
                entry = new Entry(new GenerationReaders(file, sqlite), state);
                open.put(file, entry);
            }
            entry.count++;
            return entry.readers;
        }
    }

    /** Counts one reader less. After the last one the generation rests, or is closed. */
    public void close(Path file) {
        Entry last;
        List<Entry> doomed = new ArrayList<>();
        synchronized (open) {
            last = Objects.requireNonNull(open.get(file), "closed more often than opened");
            if (--last.count > 0) {
                return;
            }
            if (last.doomed) {
                open.remove(file);
                dying.add(file);
                doomed.add(last);
            } else {
                resting.put(file, last);
                doomed.addAll(restingBeyond(closed ? 0 : mostResting));
            }
        }
        try {
            closeAll(doomed);
            last.readers.rest();
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        } finally {
            if (last.doomed) {
                deleteLater(file);
            }
        }
    }

    private List<Entry> restingBeyond(int most) {
        List<Entry> taken = new ArrayList<>();
        Iterator<Map.Entry<Path, Entry>> oldest = resting.entrySet().iterator();
        while (resting.size() > most) {
            Map.Entry<Path, Entry> next = oldest.next();
            oldest.remove();
            open.remove(next.getKey());
            taken.add(next.getValue());
        }
        return taken;
    }

    private static void closeAll(List<Entry> entries) throws SQLException {
        SQLException first = null;
        for (Entry entry : entries) {
            try {
                entry.readers.close();
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
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
        delete(file, false);
    }

    /** Deletes a file now; those who read it can go on, with the connections that they have. */
    public void deleteAtOnce(Path file) throws IOException {
        delete(file, true);
    }

    private void delete(Path file, boolean atOnce) throws IOException {
        Entry rested;
        synchronized (open) {
            rested = resting.remove(file);
            if (rested != null) {
                open.remove(file);
            }
            Entry inUse = open.get(file);
            if (inUse != null) {
                inUse.doomed = true;
                if (!atOnce) {
                    return;
                }
            }
            dying.add(file);
        }
        try {
            if (rested != null) {
                rested.readers.close();
            }
        } catch (SQLException e) {
            LOG.warn("a connection to a generation cannot be closed", e);
        } finally {
            deleteNow(file);
        }
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

    /** Lets go of all files that were attached to a generation, as soon as nobody uses them. */
    public void renew(Path file) {
        Entry entry;
        synchronized (open) {
            entry = open.get(file);
        }
        if (entry != null) {
            try {
                entry.readers.renew();
            } catch (SQLException e) {
                LOG.warn("a connection to a generation cannot be closed", e);
            }
        }
    }

    /** Closes what rests, and from now on each generation after its last reader. */
    public void close() {
        List<Entry> doomed;
        synchronized (open) {
            closed = true;
            doomed = restingBeyond(0);
        }
        try {
            closeAll(doomed);
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        }
    }
}
