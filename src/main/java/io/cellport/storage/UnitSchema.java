package io.cellport.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The tables of {@code unit.db} and their version, which is in {@code user_version}. A file that this program might not
 * understand is not changed. Blocks; stateless.
 */
final class UnitSchema {

    /** The version that this program reads and writes. */
    static final int VERSION = Version.values().length;

    /** Marks the file as Cellport's: "Cell" in ASCII. */
    private static final int APPLICATION_ID = 0x43656c6c;

    private static final RowChecksum RUNS = new RowChecksum("import_run", "number");

    private UnitSchema() {}

    /** Each constant migrates from the version before it; the first one starts from an empty file or from version 0. */
    private enum Version {
        /** Version 0, whose files have no version number, had the same tables without two columns. */
        ONE {
            @Override
            void apply(Connection connection) throws SQLException {
                Sqlite.execute(connection, VERSION_0);
                Sqlite.execute(
                        connection,
                        "ALTER TABLE import_run ADD COLUMN ignored_entries INTEGER",
                        "ALTER TABLE import_run ADD COLUMN checksum INTEGER");
                for (long number : RUNS.all(connection)) {
                    RUNS.seal(connection, number);
                }
            }
        },
        /** Adds a table of locks, a record of deleted cells, and the blob that a run imports. */
        TWO {
            @Override
            void apply(Connection connection) throws SQLException {
                List<Long> sound = RUNS.sound(connection);
                Sqlite.execute(
                        connection,
                        """
                        CREATE TABLE cell_lock(
                          cell_id TEXT PRIMARY KEY REFERENCES cell(id),
                          operation TEXT NOT NULL,
                          run INTEGER NOT NULL,
                          blob TEXT)""",
                        "CREATE TABLE deleted_cell(id TEXT PRIMARY KEY)",
                        "DROP INDEX IF EXISTS import_run_active",
                        "ALTER TABLE import_run ADD COLUMN snapshot_blob TEXT");
                for (long number : sound) {
                    RUNS.seal(connection, number);
                }
            }
        },
        /** Adds length and digest of each sealed generation, so that damage can be found. */
        THREE {
            @Override
            void apply(Connection connection) throws SQLException {
                Sqlite.execute(connection, """
                        CREATE TABLE generation(
                          cell_id TEXT NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
                          number INTEGER NOT NULL,
                          bytes INTEGER NOT NULL,
                          sha256 TEXT NOT NULL,
                          PRIMARY KEY(cell_id, number))""");
            }
        },
        /** Adds the journal of exports. */
        FOUR {
            @Override
            void apply(Connection connection) throws SQLException {
                Sqlite.execute(connection, """
                        CREATE TABLE export_run(
                          number INTEGER PRIMARY KEY AUTOINCREMENT,
                          export_id TEXT NOT NULL UNIQUE,
                          cell_id TEXT NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
                          cell_name TEXT NOT NULL,
                          name TEXT NOT NULL,
                          started_by TEXT NOT NULL,
                          started_at INTEGER NOT NULL,
                          attempt INTEGER NOT NULL,
                          state TEXT NOT NULL,
                          done_bytes INTEGER NOT NULL,
                          total_bytes INTEGER NOT NULL,
                          done_entries INTEGER NOT NULL,
                          begun_at INTEGER,
                          finished_at INTEGER,
                          error_code TEXT,
                          error_text TEXT,
                          summary TEXT,
                          size INTEGER,
                          sha256 TEXT)""", "CREATE INDEX export_run_cell ON export_run(cell_id, number)");
            }
        },
        /** Adds uploads that can be resumed. */
        FIVE {
            @Override
            void apply(Connection connection) throws SQLException {
                Sqlite.execute(connection, """
                        CREATE TABLE upload(
                          id TEXT PRIMARY KEY,
                          cell_id TEXT NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
                          file_name TEXT NOT NULL,
                          content_type TEXT NOT NULL,
                          metadata TEXT NOT NULL,
                          length INTEGER NOT NULL,
                          reached INTEGER NOT NULL,
                          expires INTEGER NOT NULL)""", "CREATE INDEX upload_cell ON upload(cell_id)");
            }
        },
        /** Digests of generations may have the first bytes of the file at their end. */
        SIX {
            @Override
            void apply(Connection connection) throws SQLException {
                Sqlite.execute(connection, "ALTER TABLE generation ADD COLUMN head_bytes INTEGER NOT NULL DEFAULT 0");
            }
        };

        abstract void apply(Connection connection) throws SQLException;
    }

    private static final String[] VERSION_0 = {
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
          summary TEXT)""", "CREATE INDEX IF NOT EXISTS import_run_cell ON import_run(cell_id, number)", """
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

    /**
     * Creates the tables or migrates them to the present version, in one transaction.
     *
     * @param wasUsed whether a unit has used the directory before, so that an empty database is refused
     * @throws StoreException with a text for the operator if the file is missing, damaged, foreign or too new
     */
    static void prepare(Connection connection, boolean wasUsed) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        int application = number(connection, "PRAGMA application_id");
        List<String> tables = texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        boolean isNew = version == 0 && application == 0 && tables.isEmpty();
        boolean isVersion0 = version == 0 && application == 0 && tables.contains("import_run");
        if (isNew && wasUsed) {
            throw missing();
        }
        if (!isNew && !isVersion0 && application != APPLICATION_ID) {
            throw refused("is not a database of Cellport");
        }
        if (version < 0 || version > VERSION) {
            throw refused("has version %d, but this Cellport knows versions up to %d".formatted(version, VERSION));
        }
        // The quick check does not notice an index that lacks a row.
        if (!texts(connection, "PRAGMA integrity_check(1)").equals(List.of("ok"))) {
            throw damaged();
        }
        if (version < VERSION) {
            migrate(connection, version);
        }
    }

    private static void migrate(Connection connection, int version) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (Version step : List.of(Version.values()).subList(version, VERSION)) {
                step.apply(connection);
            }
            Sqlite.execute(connection, "PRAGMA user_version = " + VERSION, "PRAGMA application_id = " + APPLICATION_ID);
            connection.commit();
        } catch (Throwable anything) {
            connection.rollback();
            throw anything;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    static StoreException missing() {
        return refused("is missing or empty, but a unit has been here: bring it back from a backup");
    }

    private static StoreException damaged() {
        return refused("is damaged: bring the data directory back from a backup");
    }

    /** The exception, with a text for the operator, for a failure to open or read the file. */
    static StoreException failure(SQLException e) {
        boolean isDamage = e instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || (sqlite.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
        return isDamage ? damaged() : new StoreException("open unit.db", e);
    }

    private static StoreException refused(String why) {
        return new StoreException("unit.db " + why);
    }

    private static int number(Connection connection, String query) throws SQLException {
        return Integer.parseInt(texts(connection, query).get(0));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
