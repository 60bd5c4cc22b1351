package io.cellport.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens SQLite files in the five ways that Cellport uses them. All connections are made here, so that a test can
 * inject faults between Cellport and the database. Blocks; stateless.
 */
public class Sqlite {

    /** How long a call waits for a lock of another process, such as a backup. Runs try again and again. */
    static final int BUSY_MILLIS = 5_000;

    /** Kibibytes of pages that a connection keeps of a file that nobody changes. */
    private static final int UNCHANGING_CACHE = 1_000;

    /** 64 MiB of log are written before they are moved into a file under construction. */
    private static final int WAL_PAGES = 8_192;

    /** The unit's database: every commit is on the disk before it returns. */
    Connection openUnit(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        createPrivate(file);
        return connect(config, file);
    }

    /** A generation under construction: a crash may lose the latest commits, but never an earlier one. */
    public Connection openForBuilding(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(8192);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "FILE");
        config.setCacheSize(-16_000);
        // Moving pages out of the log waits for the disk, so it is done rarely.
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(WAL_PAGES));
        // Sorting the entries of an index is most of the work of sealing, and can use a second core.
        config.setPragma(SQLiteConfig.Pragma.LIMIT_WORKER_THREADS, "2");
        createPrivate(file);
        return connect(config, file);
    }

    /** A new file that no crash needs to spare, because it can be made again. It may attach others by their URIs. */
    public Connection openScratch(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.OFF);
        config.setSynchronous(SynchronousMode.OFF);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "FILE");
        config.setCacheSize(-16_000);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        createPrivate(file);
        return connect(config, file);
    }

    /** A sealed generation; throws if the file is missing. */
    public Connection openSealed(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return connect(config, file);
    }

    /**
     * A sealed generation, or another file that nobody changes any more: SQLite takes no locks and does not look again
     * and again whether it has changed. It may attach others by their URIs. Throws if the file is missing.
     */
    Connection openUnchanging(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        // Such connections stay open.
        config.setCacheSize(-UNCHANGING_CACHE);
        return connect(config, file);
    }

    /** How such a file is called. */
    static String unchanging(Path file) {
        return file.toUri() + "?immutable=1";
    }

    /** SQLite gives the files beside it the same permissions. */
    private static void createPrivate(Path file) throws SQLException {
        try {
            PrivateFiles.createFile(file);
        } catch (IOException e) {
            throw new SQLException("create database file", e);
        }
    }

    /** Opens a connection; a test may wrap it. */
    protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection(
                "jdbc:sqlite:" + (isUnchanging(config) ? unchanging(file) : file.toAbsolutePath()));
    }

    private static boolean isUnchanging(SQLiteConfig config) {
        int both = SQLiteOpenMode.READONLY.flag | SQLiteOpenMode.OPEN_URI.flag;
        return (config.getOpenModeFlags() & both) == both;
    }

    /**
     * Makes SQLite put its files for sorting into this directory, instead of one outside of the data directory. The
     * setting is one for the whole process; the unit that was opened last decides.
     */
    static void sortIn(Connection connection, Path directory) throws SQLException {
        String quoted = directory.toAbsolutePath().toString().replace("'", "''");
        execute(connection, "PRAGMA temp_store_directory = '" + quoted + "'");
    }

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Closes a connection after a failure; a failure to close is suppressed. */
    public static void closeAfter(Throwable cause, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether a statement failed because a value occurs twice in a unique index. */
    public static boolean isDuplicate(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT);
    }
}
