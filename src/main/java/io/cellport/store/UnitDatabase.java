package io.cellport.store;

import io.cellport.message.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code unit.db}: the cells, the journal of imports and the index of snapshots. One connection writes, one reads
 * and one looks up, each used by one thread at a time, so that a status waits neither for a commit nor for a list. Blocks;
 * safe for several threads.
 */
public final class UnitDatabase implements AutoCloseable {

    private final Path temporaries;
    private final DiskReserve reserve;
    private final WriteSession writer;
    private final ReadSession reader;
    private final ReadSession lookups;

    /**
     * Opens or creates the database in the data directory.
     *
     * @throws StoreException if it cannot be used; of a file that is missing, damaged, foreign or too new, the text says
     *     so, and nothing is changed
     */
    public UnitDatabase(Path data, Sqlite sqlite) {
        temporaries = data.resolve(DataDirectory.TEMPORARIES);
        reserve = new DiskReserve(data);
        List<Connection> opened = new ArrayList<>();
        try {
            DurableNames.createDirectories(temporaries);
            Path file = data.resolve("unit.db");
            boolean hasCells = hasContent(data.resolve("cells"));
            if (hasCells && Files.notExists(file)) {
                throw UnitSchema.missing();
            }
            PrivateFiles.createFile(file);
            DurableNames.forceNames(data);
            Connection first = openedOnReserve(() -> openPrepared(sqlite, file, hasCells));
            opened.add(first);
            reader = new ReadSession(first);
            Sqlite.sortIn(first, temporaries);
            Connection second = sqlite.openUnit(file);
            opened.add(second);
            lookups = new ReadSession(second);
            writer = new WriteSession(() -> inTransaction(sqlite.openUnit(file)));
            reserve.fill();
        } catch (SQLException e) {
            throw closing(opened, UnitSchema.failure(e));
        } catch (IOException e) {
            throw closing(opened, StorageFailure.of("open unit.db", e, data));
        } catch (RuntimeException e) {
            throw closing(opened, e);
        }
    }

    private static RuntimeException closing(List<Connection> opened, RuntimeException cause) {
        opened.forEach(connection -> Sqlite.closeAfter(cause, connection));
        return cause;
    }

    private Connection openedOnReserve(WriteSession.Opener opener) throws SQLException {
        try {
            return opener.open();
        } catch (SQLException e) {
            if (!StorageFailure.isDiskFull(e, temporaries)) {
                throw e;
            }
            reserve.release();
            return opener.open();
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

    /**
     * Runs one transaction: all of it is durable when this returns, none of it if it throws.
     *
     * @throws io.cellport.message.ApiException {@code PR503-SV-0005} if the disk is full
     */
    public <T> T write(String what, Work<T> work) {
        try {
            T result = writer.run(work);
            reserve.fill();
            return result;
        } catch (SQLException e) {
            throw StorageFailure.of(what, e, temporaries);
        }
    }

    /**
     * The same for what makes room, or says how a run stands: on a full disk it takes the reserve, which the next
     * transaction that finds room makes again.
     */
    public <T> T writeOnReserve(String what, Work<T> work) {
        try {
            return writer.run(work);
        } catch (SQLException e) {
            if (!StorageFailure.isDiskFull(e, temporaries)) {
                throw StorageFailure.of(what, e, temporaries);
            }
        }
        reserve.release();
        try {
            return writer.run(work);
        } catch (SQLException e) {
            throw StorageFailure.of(what, e, temporaries);
        }
    }

    /**
     * Asks before something large is begun.
     *
     * @throws io.cellport.message.ApiException {@code PR503-SV-0005} if not even the reserve for deletions fits on the disk
     */
    public void requireRoom() {
        reserve.fill();
        if (!reserve.isHeld()) {
            throw ErrorCode.PR503_SV_0005.exception();
        }
    }

    /** To be called after files were deleted: makes the reserve again that the deletion may have taken. */
    public void roomWasMade() {
        reserve.fill();
    }

    /** Runs queries that see every transaction committed before this call. */
    public <T> T read(String what, Work<T> work) {
        return read(reader, what, work);
    }

    /** The same for queries that find one row by a key, however much else is being read. */
    public <T> T lookUp(String what, Work<T> work) {
        return read(lookups, what, work);
    }

    private <T> T read(ReadSession session, String what, Work<T> work) {
        try {
            return session.run(work);
        } catch (SQLException e) {
            throw StorageFailure.of(what, e, temporaries);
        }
    }

    @Override
    public void close() {
        try {
            lookups.close();
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw new StoreException("close unit.db", e);
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
