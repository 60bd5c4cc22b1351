package io.cellport.cell.generation;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.SqlWork;
import io.cellport.storage.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections that read one sealed generation. They are opened as needed, at most {@value #MOST}. A thread that
 * calls {@link #read} within {@link #read} keeps its connection. Blocks; safe for several threads.
 */
public final class GenerationReaders {

    static final int MOST = 4;

    /** So many of them may be searching; searches take as long as tenants make them. */
    static final int MOST_SEARCHES = 2;

    private static final long PATIENCE_SECONDS = 10;

    /** Whoever waits for a search keeps a thread of a pool that others need. */
    private static final long SEARCH_PATIENCE_SECONDS = 2;

    private final Path file;
    private final Sqlite sqlite;
    private final Semaphore places = new Semaphore(MOST, true);
    private final Semaphore searches = new Semaphore(MOST_SEARCHES, true);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<Thread, Connection> inUse = new ConcurrentHashMap<>();
    private boolean closed;

    /** Opens the first connection at once, so that a missing file is noticed. */
    GenerationReaders(Path file, Sqlite sqlite) throws SQLException {
        this.file = file;
        this.sqlite = sqlite;
        idle.push(sqlite.openSealed(file));
    }

    /**
     * Works with a connection that no other thread uses.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0001} if all are in use for ten seconds
     */
    <T> T read(SqlWork<T> work) throws SQLException {
        Connection own = inUse.get(Thread.currentThread());
        if (own != null) {
            return work.on(own);
        }
        takePlace(places, PATIENCE_SECONDS);
        try {
            Connection connection = take();
            inUse.put(Thread.currentThread(), connection);
            try {
                return work.on(connection);
            } finally {
                inUse.remove(Thread.currentThread());
                giveBack(connection);
            }
        } finally {
            places.release();
        }
    }

    /**
     * The same for work that may take long: at most {@value #MOST_SEARCHES} connections do it at the same time.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0001} if as many do it for two seconds
     */
    <T> T search(SqlWork<T> work) throws SQLException {
        takePlace(searches, SEARCH_PATIENCE_SECONDS);
        try {
            return read(work);
        } finally {
            searches.release();
        }
    }

    private static void takePlace(Semaphore places, long seconds) {
        try {
            if (!places.tryAcquire(seconds, TimeUnit.SECONDS)) {
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    private Connection take() throws SQLException {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return sqlite.openSealed(file);
    }

    private void giveBack(Connection connection) throws SQLException {
        synchronized (idle) {
            if (!closed) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    /** Closes the connections; those in use are closed when their work is done. */
    void close() throws SQLException {
        synchronized (idle) {
            closed = true;
            SQLException first = null;
            while (!idle.isEmpty()) {
                try {
                    idle.pop().close();
                } catch (SQLException e) {
                    first = first == null ? e : first;
                }
            }
            if (first != null) {
                throw first;
            }
        }
    }
}
