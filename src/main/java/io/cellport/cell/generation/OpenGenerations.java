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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the readers of each generation. A file is deleted only after its last reader has closed it, because readers
 * may still open further connections. A few of the generations that nobody reads stay open, because who has read is
 * likely to read again; they are closed when they are to be deleted. Blocks; safe for several threads.
 */
public final class OpenGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(OpenGenerations.class);

    /** Each has files open and some pages in memory. */
    private static final int MOST_RESTING = 8;

    private final Sqlite sqlite;
    private final int mostResting;
    /** It guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Path, OpenGeneration> open = new HashMap<>();
    /** Those of them that nobody reads, the one that was read least lately first. */
    private final Map<Path, OpenGeneration> resting = new LinkedHashMap<>();
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

    /**
     * Opens a generation or counts one more reader; each call needs a {@link #close}.
     *
     * @throws SQLException if it cannot be opened, or is being deleted
     */
    public GenerationReaders open(Path file) throws SQLException {
        FileState state = FileState.of(file);
        lock.lock();
        try {
            if (dying.contains(file)) {
                throw new SQLException("the generation is being deleted");
            }
            OpenGeneration rested = resting.remove(file);
            if (rested != null && (state == null || !state.equals(rested.state))) {
                open.remove(file);
                rested.readers.close();
            }
            OpenGeneration entry = open.get(file);
            if (entry == null) {
                entry = new OpenGeneration(new GenerationReaders(file, sqlite), state);
                open.put(file, entry);
            }
            entry.count++;
            return entry.readers;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts one more reader of a generation that is open, if that can be done without blocking; that reader needs
     * a {@link FileUse}, because the disk has not been looked at. Does not block.
     */
    public Optional<GenerationReaders> openAgain(Path file) {
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            OpenGeneration entry = open.get(file);
            if (entry == null || entry.doomed || entry.state == null) {
                return Optional.empty();
            }
            resting.remove(file);
            entry.count++;
            return Optional.of(entry.readers);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes sure that a reader reads what lies at the path.
     *
     * @param check called if that is not the file that was opened, or if somebody has written into it; what it throws
     *     is passed on
     */
    void requireSame(Path file, Runnable check) {
        FileState state = FileState.of(file);
        if (ask(file, entry -> entry.doomed || entry.isOf(state)).orElse(true)) {
            return;
        }
        check.run();
        // Others go on with what they have begun to read.
        Optional<Boolean> isAlone = ask(file, entry -> entry.isNowReadAs(state));
        if (isAlone.orElse(false)) {
            renew(file);
        }
    }

    private <T> Optional<T> ask(Path file, Function<OpenGeneration, T> question) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(file)).map(question);
        } finally {
            lock.unlock();
        }
    }

    /** What {@link #close(Path)} does, if that can be done without blocking. Does not block. */
    boolean closeAtOnce(Path file) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            OpenGeneration entry = Objects.requireNonNull(open.get(file), "closed more often than opened");
            if (entry.count == 1) {
                if (entry.doomed || closed || resting.size() >= mostResting || !entry.readers.areAtRest()) {
                    return false;
                }
                resting.put(file, entry);
            }
            entry.count--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts one reader less. After the last one the generation rests, or is closed. */
    public void close(Path file) {
        OpenGeneration last;
        List<OpenGeneration> doomed = new ArrayList<>();
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
        }
        try {
            OpenGeneration.close(doomed);
            last.readers.rest();
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        } finally {
            if (last.doomed) {
                deleteLater(file);
            }
        }
    }

    private List<OpenGeneration> restingBeyond(int most) {
        List<OpenGeneration> taken = new ArrayList<>();
        Iterator<Map.Entry<Path, OpenGeneration>> oldest = resting.entrySet().iterator();
        while (resting.size() > most) {
            Map.Entry<Path, OpenGeneration> next = oldest.next();
            oldest.remove();
            open.remove(next.getKey());
            taken.add(next.getValue());
        }
        return taken;
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
        OpenGeneration rested;
        lock.lock();
        try {
            rested = resting.remove(file);
            if (rested != null) {
                open.remove(file);
            }
            OpenGeneration inUse = open.get(file);
            if (inUse != null) {
                inUse.doomed = true;
                if (!atOnce) {
                    return;
                }
            }
            dying.add(file);
        } finally {
            lock.unlock();
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
            lock.lock();
            try {
                dying.remove(file);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Lets go of all files that were attached to a generation, as soon as nobody uses them. */
    public void renew(Path file) {
        ask(file, entry -> entry.readers).ifPresent(readers -> {
            try {
                readers.renew();
            } catch (SQLException e) {
                LOG.warn("a connection to a generation cannot be closed", e);
            }
        });
    }

    /** Closes what rests, and from now on each generation after its last reader. */
    public void close() {
        List<OpenGeneration> doomed;
        lock.lock();
        try {
            closed = true;
            doomed = restingBeyond(0);
        } finally {
            lock.unlock();
        }
        try {
            OpenGeneration.close(doomed);
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        }
    }
}
