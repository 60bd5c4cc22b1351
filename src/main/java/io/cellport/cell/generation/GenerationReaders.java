package io.cellport.cell.generation;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.SqlReader;
import io.cellport.storage.Sqlite;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections that read one sealed generation. They are opened as needed, at most {@value #MOST}, and keep what
 * they have prepared. A thread that calls {@link #read} within {@link #read} keeps its connection. Blocks; safe for
 * several threads.
 */
public final class GenerationReaders {

    static final int MOST = 4;

    /** So many of them may be searching; searches take as long as tenants make them. */
    static final int MOST_SEARCHES = 2;

    /** So many stay open when nobody reads. */
    private static final int MOST_RESTING = 2;

    private static final long PATIENCE_SECONDS = 10;

    /** Whoever waits for a search keeps a thread of a pool that others need. */
    private static final long SEARCH_PATIENCE_SECONDS = 2;

    private final Path file;
    private final Sqlite sqlite;
    private final Semaphore places = new Semaphore(MOST, true);
    private final Semaphore searches = new Semaphore(MOST_SEARCHES, true);

    /** Those that nobody uses, the one that was used last first. It guards what follows. */
    private final Deque<SqlReader> idle = new ArrayDeque<>();

    private final Map<Thread, SqlReader> inUse = new ConcurrentHashMap<>();

    /** Connections that were taken when this was smaller are not kept. */
    private int renewals;

    private boolean closed;

    /** A connection in use, and the number of renewals when it was taken. */
    private record Taken(SqlReader reader, int renewals) {}

    /** Opens the first connection at once, so that a missing file is noticed. */
    GenerationReaders(Path file, Sqlite sqlite) throws SQLException {
        this.file = file;
        this.sqlite = sqlite;
        idle.push(SqlReader.open(sqlite, file));
    }

    /** The file itself, which stays as it is. */
    Path file() {
        return file;
    }

    /**
     * Works with a connection that no other thread uses.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0001} if all are in use for ten seconds
     */
    <T> T read(SqlReader.Work<T> work) throws SQLException {
        SqlReader own = inUse.get(Thread.currentThread());
        if (own != null) {
            return work.on(own);
        }
        takePlace(places, PATIENCE_SECONDS);
        try {
            Taken taken = take();
            inUse.put(Thread.currentThread(), taken.reader());
            try {
                return work.on(taken.reader());
            } finally {
                inUse.remove(Thread.currentThread());
                giveBack(taken);
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
    <T> T search(SqlReader.Work<T> work) throws SQLException {
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

    private Taken take() throws SQLException {
        int now;
        synchronized (idle) {
            now = renewals;
            if (!idle.isEmpty()) {
                return new Taken(idle.pop(), now);
            }
        }
        return new Taken(SqlReader.open(sqlite, file), now);
    }

    private void giveBack(Taken taken) throws SQLException {
        synchronized (idle) {
            if (!closed && taken.renewals() == renewals) {
                idle.push(taken.reader());
                return;
            }
        }
        taken.reader().close();
    }

    /** Whether {@link #rest} has nothing to do. Does not block. */
    boolean areAtRest() {
        synchronized (idle) {
            return idle.size() <= MOST_RESTING;
        }
    }

    /** Closes connections until few are left; those in use do not count. */
    void rest() throws SQLException {
        closeAll(idleBeyond(MOST_RESTING));
    }

    /** Closes all connections, those in use when their work is done; who reads again opens others. */
    void renew() throws SQLException {
        List<SqlReader> doomed;
        synchronized (idle) {
            renewals++;
            doomed = idleBeyond(0);
        }
        closeAll(doomed);
    }

    /** Closes the connections; those in use are closed when their work is done. */
    void close() throws SQLException {
        List<SqlReader> doomed;
        synchronized (idle) {
            closed = true;
            doomed = idleBeyond(0);
        }
        closeAll(doomed);
    }

    private List<SqlReader> idleBeyond(int most) {
        List<SqlReader> taken = new ArrayList<>();
        synchronized (idle) {
            while (idle.size() > most) {
                taken.add(idle.removeLast());
            }
        }
        return taken;
    }

    private static void closeAll(List<SqlReader> readers) throws SQLException {
        SQLException first = null;
        for (SqlReader reader : readers) {
            try {
                reader.close();
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
