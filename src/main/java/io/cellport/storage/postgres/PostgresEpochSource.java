package io.cellport.storage.postgres;

import io.cellport.storage.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what has changed in the tables of several replicas, on a connection of its own to the primary. Mostly nothing
 * has, which the epoch alone tells; otherwise it takes another round trip. After a failure it connects again and reads
 * everything: the server may be another one, which lacks some of the last changes. Any thread may close it. Blocks;
 * for one thread.
 */
public final class PostgresEpochSource implements EpochSource, AutoCloseable {

    /** For this long after a failure nothing is tried. */
    static final Duration PAUSE = Duration.ofMillis(200);

    /** Nobody waits longer for changes, so a silent network need not hold the thread longer. */
    private static final Duration CHANGES_TIMEOUT = EpochWaiters.PATIENCE.multipliedBy(2);

    /** Whoever sees this number sees all changes that have it or a lower one. */
    private static final String EPOCH = "SELECT n FROM epoch";

    private final PostgresDatabase database;
    private final List<Replica> replicas;
    private final long[] known;
    private long notBefore = System.nanoTime();
    private @Nullable Statements statements;

    /** All changes up to this number are known. */
    private long epoch;

    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    private record Statements(PreparedStatement epoch, PreparedStatement changes) {}

    /**
     * @param replicas in the order of their reads: each sees at least what those before it have seen. They learn it in
     *     the opposite order: what one of them tells during a read, those after it know
     */
    public PostgresEpochSource(PostgresDatabase database, List<Replica> replicas) {
        this.database = database;
        this.replicas = List.copyOf(replicas);
        this.known = new long[replicas.size()];
    }

    @Override
    public void read() throws SQLException {
        if (closed || System.nanoTime() - notBefore < 0) {
            throw new SQLException("closed, or not reachable a moment ago");
        }
        try {
            if (statements == null) {
                connection = connect();
                statements = readWhole(connection);
            } else {
                readChanges(statements);
            }
        } catch (SQLException | RuntimeException | Error e) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            disconnect();
            throw e;
        }
    }

    /**
     * The first read.
     *
     * @throws StoreException if it fails
     */
    public void readAll() {
        try {
            read();
        } catch (SQLException e) {
            throw new StoreException("read the cluster's database", e);
        }
    }

    private Connection connect() throws SQLException {
        // A plan that is made for any epoch expects many rows.
        return database.connect("SET plan_cache_mode = force_custom_plan");
    }

    /** Returns the statements that read what will change. */
    private Statements readWhole(Connection fresh) throws SQLException {
        Arrays.fill(known, 0);
        limit(fresh, PostgresDatabase.STATEMENT_TIMEOUT);
        PreparedStatement number = fresh.prepareStatement(EPOCH);
        long before = number(number);
        try (PreparedStatement whole = fresh.prepareStatement(all(Replica::whole))) {
            execute(whole, Replica::replace);
        }
        epoch = before;
        limit(fresh, CHANGES_TIMEOUT);
        return new Statements(number, fresh.prepareStatement(all(Replica::changes)));
    }

    private static long number(PreparedStatement prepared) throws SQLException {
        try (ResultSet row = prepared.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void limit(Connection fresh, Duration answer) throws SQLException {
        fresh.setNetworkTimeout(Runnable::run, (int) answer.toMillis());
    }

    private String all(Function<Replica, String> sql) {
        return replicas.stream().map(sql).collect(Collectors.joining("; "));
    }

    private void readChanges(Statements prepared) throws SQLException {
        long now = number(prepared.epoch);
        if (now != epoch || replicas.stream().anyMatch(Replica::isDue)) {
            readTables(prepared.changes);
            // What was committed since this number was read is known, too, but looked for once more.
            epoch = now;
        }
    }

    private void readTables(PreparedStatement prepared) throws SQLException {
        int parameter = 0;
        for (int i = 0; i < known.length; i++) {
            for (Object value : replicas.get(i).parameters(known[i])) {
                prepared.setObject(++parameter, value);
            }
        }
        execute(prepared, Replica::add);
    }

    /** What a replica does with the rows of its query; returns their highest epoch. */
    @FunctionalInterface
    private interface Taking {
        long take(Replica replica, ResultSet rows) throws SQLException;
    }

    private void execute(PreparedStatement queries, Taking taking) throws SQLException {
        queries.execute();
        ResultSet[] results = new ResultSet[known.length];
        for (int i = 0; i < known.length; i++) {
            results[i] = queries.getResultSet();
            queries.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        }
        for (int i = known.length - 1; i >= 0; i--) {
            try (ResultSet rows = results[i]) {
                known[i] = Math.max(known[i], taking.take(replicas.get(i), rows));
            }
        }
    }

    private void disconnect() throws SQLException {
        Connection broken = connection;
        statements = null;
        connection = null;
        if (broken != null) {
            broken.abort(Runnable::run);
        }
    }

    /** Ends also a read that is under way. */
    @Override
    public void close() {
        closed = true;
        Connection used = connection;
        if (used != null) {
            try {
                used.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
