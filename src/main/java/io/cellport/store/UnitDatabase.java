package io.cellport.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * {@code unit.db}: the cells, the journal of imports and the index of snapshots. One connection writes and one reads,
 * each used by one thread at a time, so that a status never waits for a commit. Blocks; safe for several threads.
 */
public final class UnitDatabase implements AutoCloseable {

    private final WriteSession writer;
    private final ReentrantLock readLock = new ReentrantLock();
    private final Connection reader;

    /**
     * Opens or creates the database in the data directory.
     *
     * @throws StoreException if it cannot be used; of a file that is missing, damaged, foreign or too new, the text says
     *     so, and nothing is changed
     */
    public UnitDatabase(Path data, Sqlite sqlite) {
        try {
            Path temporaries = data.resolve(DataDirectory.TEMPORARIES);
            DurableNames.createDirectories(temporaries);
            Path file = data.resolve("unit.db");
            boolean hasCells = hasContent(data.resolve("cells"));
            if (hasCells && Files.notExists(file)) {
                throw UnitSchema.missing();
            }
            reader = openPrepared(sqlite, file, hasCells);
            Sqlite.sortIn(reader, temporaries);
            DurableNames.forceNames(data);
            writer = new WriteSession(() -> inTransaction(sqlite.openUnit(file)));
        } catch (SQLException e) {
            throw UnitSchema.failure(e);
        } catch (IOException e) {
            throw new StoreException("open unit.db", e);
        }
    }

    private static boolean hasContent(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isPresent();
        }
    }

    private static Connection openPrepared(Sqlite sqlite, Path file, boolean hasCells) throws SQLException {
        Connection connection = sqlite.openUnit(file);
        try {
            UnitSchema.prepare(connection, hasCells);
            return connection;
        } catch (SQLException | StoreException e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    private static Connection inTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection;
    }

    /** Runs one transaction: all of it is durable when this returns, none of it if it throws. */
    public <T> T write(String what, Work<T> work) {
        try {
            return writer.run(work);
        } catch (SQLException e) {
            throw new StoreException(what, e);
        }
    }

    /** Runs queries that see every transaction committed before this call. */
    public <T> T read(String what, Work<T> work) {
        readLock.lock();
        try {
            return work.on(reader);
        } catch (SQLException e) {
            throw new StoreException(what, e);
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public void close() {
        readLock.lock();
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw new StoreException("close unit.db", e);
        } finally {
            readLock.unlock();
        }
    }

    /** Prepares a statement and binds its parameters: strings, longs, integers or null. */
    public static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Executes one changing statement and returns the number of rows it touched. */
    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
