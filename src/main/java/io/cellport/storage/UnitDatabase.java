package io.cellport.storage;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code unit.db}: the cells, the journal of imports and the index of snapshots. It has three connections, each for one
 * thread at a time: one writes, one reads, and one looks up single rows, so that a status waits neither for a commit
 * nor for a list. Blocks; safe for several threads.
 */
public final class UnitDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnitDatabase.class);

    private static final String FILE = "unit.db";

    private final Path temporaries;
    private final DiskReserve reserve;
    private final List<HeldName> names = new ArrayList<>();
    private final AtomicBoolean loss = new AtomicBoolean();
    private final WriteSession writer;
    private final ReadSession reader;
    private final ReadSession lookups;

    /**
     * Opens or creates the database in the data directory.
     *
     * @throws StoreException if it cannot be used; the text says whether the file is missing, damaged, foreign or too
     *     new, and then nothing is changed
     */
    public UnitDatabase(Path data, Sqlite sqlite) {
        temporaries = data.resolve(DataDirectory.TEMPORARIES);
        reserve = new DiskReserve(data);
        List<Connection> opened = new ArrayList<>();
        try {
            DurableFiles.createDirectories(temporaries);
            Path file = data.resolve(FILE);
            boolean wasUsed = wasUsed(data);
            if (wasUsed && Files.notExists(file)) {
                throw UnitSchema.missing();
            }
            PrivateFiles.createFile(file);
            DurableFiles.forceNames(data);
            Connection first = openedOnReserve(() -> openPrepared(sqlite, file, wasUsed));
            opened.add(first);
            reader = new ReadSession(first);
            Sqlite.sortIn(first, temporaries);
            Connection second = sqlite.openUnit(file);
            opened.add(second);
            lookups = new ReadSession(second);
            Connection third = sqlite.openUnit(file);
            opened.add(third);
            writer = new WriteSession(inTransaction(third), () -> inTransaction(sqlite.openUnit(file)));
            names.add(new HeldName(file));
            Path lock = data.resolve(DataDirectory.LOCK);
            if (Files.exists(lock)) {
                names.add(new HeldName(lock));
            }
            reserve.fill();
        } catch (SQLException e) {
            throw closing(opened, UnitSchema.failure(e));
        } catch (IOException e) {
            throw closing(opened, StorageFailure.of("open unit.db", e, data));
        } catch (RuntimeException e) {
            throw closing(opened, e);
        } catch (Error e) {
            throw closing(opened, e);
        }
    }

    /** Whether a data directory has one. */
    public static boolean isIn(Path data) {
        return Files.exists(data.resolve(FILE));
    }

    private static <T extends Throwable> T closing(List<Connection> opened, T cause) {
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

    /**
     * Whether a unit has used this directory before: it has left content, or the URL that it writes once it has
     * started.
     */
    private static boolean wasUsed(Path data) throws IOException {
        return Files.exists(data.resolve(DataDirectory.URL_FILE))
                || hasContent(data.resolve("cells"))
                || hasContent(data.resolve("snapshots"));
    }

    private static boolean hasContent(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isPresent();
        }
    }

    private static Connection openPrepared(Sqlite sqlite, Path file, boolean wasUsed) throws SQLException {
        Connection connection = sqlite.openUnit(file);
        try {
            UnitSchema.prepare(connection, wasUsed);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    private static Connection inTransaction(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    /**
     * Runs one transaction: all of it is durable when this returns, none of it if it throws.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if the disk is full, {@code PR503-DV-0001} if
     *     another process has locked the file for several seconds, {@code PR503-MC-0001} if the file or the directory's
     *     lock was deleted or replaced
     */
    public <T> T write(String what, SqlWork<T> work) {
        requireInPlace();
        try {
            T result = writer.run(work);
            reserve.fill();
            return result;
        } catch (SQLException e) {
            throw StorageFailure.of(what, e, temporaries);
        }
    }

    /**
     * The same for transactions that make room or record the state of a run: on a full disk they use the reserve. The
     * next transaction that finds room writes the reserve again.
     */
    public <T> T writeOnReserve(String what, SqlWork<T> work) {
        requireInPlace();
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

    /** {@link #writeOnReserve} for a transaction without a result. */
    public void changeOnReserve(String what, SqlChange change) {
        writeOnReserve(what, connection -> {
            change.on(connection);
            return true;
        });
    }

    /**
     * A file that was deleted or replaced must not be written to, because its content is lost when the process ends.
     */
    private void requireInPlace() {
        if (!names.stream().allMatch(HeldName::holds)) {
            if (loss.compareAndSet(false, true)) {
                LOG.error("unit.db or lock was removed or replaced while the server runs; nothing is written any more."
                        + " Stop the server and bring the data directory back");
            }
            throw ApiException.of(ErrorCode.PR503_MC_0001);
        }
        loss.set(false);
    }

    /**
     * Call this before something large is begun.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if not even the reserve for deletions fits on the
     *     disk
     */
    public void requireRoom() {
        reserve.fill();
        if (!reserve.isHeld()) {
            throw ApiException.of(ErrorCode.PR503_SV_0005);
        }
    }

    /** Call this after files were deleted: it writes the reserve again, which the deletion may have used. */
    public void roomWasMade() {
        reserve.fill();
    }

    /** Runs queries that see every transaction committed before this call. */
    public <T> T read(String what, SqlWork<T> work) {
        return read(reader, what, work);
    }

    /** The same for queries that find one row by a key; they do not wait for other reads. */
    public <T> T lookUp(String what, SqlWork<T> work) {
        return read(lookups, what, work);
    }

    private <T> T read(ReadSession session, String what, SqlWork<T> work) {
        try {
            return session.run(work);
        } catch (SQLException e) {
            throw StorageFailure.of(what, e, temporaries);
        }
    }

    @Override
    public void close() {
        try {
            closeEach();
        } catch (SQLException e) {
            throw new StoreException("close unit.db", e);
        }
    }

    private void closeEach() throws SQLException {
        try {
            lookups.close();
        } finally {
            try {
                reader.close();
            } finally {
                writer.close();
            }
        }
    }
}
