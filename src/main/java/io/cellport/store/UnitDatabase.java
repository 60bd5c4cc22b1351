package io.cellport.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code unit.db}: the cells, the journal of imports and the index of snapshots. One connection writes and one reads,
 * each used by one thread at a time, so that a status never waits for a commit. Blocks; safe for several threads.
 */
public final class UnitDatabase implements AutoCloseable {

    private static final String[] SCHEMA = {
        """
        CREATE TABLE IF NOT EXISTS cell(
          id TEXT PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          published INTEGER NOT NULL,
          updated INTEGER NOT NULL,
          generation INTEGER)""", """
        CREATE TABLE IF NOT EXISTS import_run(
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          import_id TEXT NOT NULL UNIQUE,
          cell_id TEXT NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
          cell_name TEXT NOT NULL,
          snapshot TEXT NOT NULL,
          snapshot_sha256 TEXT NOT NULL,
          validate_only INTEGER NOT NULL,
          started_by TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          state TEXT NOT NULL,
          done_bytes INTEGER NOT NULL,
          total_bytes INTEGER NOT NULL,
          done_entries INTEGER NOT NULL,
          begun_at INTEGER,
          recorded_at INTEGER NOT NULL,
          finished_at INTEGER,
          error_code TEXT,
          error_text TEXT,
          error_entry TEXT,
          error_line INTEGER,
          summary TEXT)""", """
        CREATE UNIQUE INDEX IF NOT EXISTS import_run_active ON import_run(cell_id)
          WHERE state IN ('Accepted', 'Importing', 'Activating', 'Interrupted')""", "CREATE INDEX IF NOT EXISTS import_run_cell ON import_run(cell_id, number)", """
        CREATE TABLE IF NOT EXISTS snapshot(
          cell_id TEXT NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
          file_name TEXT NOT NULL,
          version INTEGER NOT NULL,
          created INTEGER NOT NULL,
          updated INTEGER NOT NULL,
          content_type TEXT NOT NULL,
          size INTEGER NOT NULL,
          sha256 TEXT NOT NULL,
          blob TEXT NOT NULL,
          PRIMARY KEY(cell_id, file_name))"""
    };

    private final WriteSession writer;
    private final ReentrantLock readLock = new ReentrantLock();
    private final Connection reader;

    /** Opens or creates the database in the data directory. */
    public UnitDatabase(Path data, Sqlite sqlite) {
        try {
            DurableNames.createDirectories(data);
            Path file = data.resolve("unit.db");
            reader = sqlite.openUnit(file);
            Sqlite.execute(reader, SCHEMA);
            DurableNames.forceNames(data);
            writer = new WriteSession(() -> inTransaction(sqlite.openUnit(file)));
        } catch (SQLException | IOException e) {
            throw new StoreException("open unit.db", e);
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
