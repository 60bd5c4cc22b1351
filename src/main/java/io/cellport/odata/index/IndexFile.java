package io.cellport.odata.index;

import io.cellport.storage.Interruptible;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes an index: table {@value #ENTRY} with {@code (v, r)} in that order, table {@value #MISSING} with {@code r} of
 * the rows without a value, and table {@value #TRAIT} with one row, which says in {@code beyond} whether any value has
 * characters beyond ASCII, or a zero. It has its name only when it is complete. Blocks; for one thread.
 */
final class IndexFile {

    /** The rows that have values. */
    static final String ENTRY = "entry";

    /** The rows that have none. */
    static final String MISSING = "missing";

    /** What is true of all values. */
    static final String TRAIT = "trait";

    private static final int PAGE_BYTES = 4_096;

    private final Sqlite sqlite;
    private final Path file;

    IndexFile(Sqlite sqlite, Path file) {
        this.sqlite = sqlite;
        this.file = file;
    }

    /**
     * Writes the file; nothing is left of it after a failure.
     *
     * @param heartbeat called again and again; what it throws ends the work
     * @return its length in bytes
     * @throws SQLException also if the file would become longer than {@code mostBytes}
     */
    long write(Selection selection, long mostBytes, Runnable heartbeat) throws SQLException, IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Connection connection = sqlite.openScratch(unfinished)) {
                Interruptible.during(connection, heartbeat, busy -> fill(busy, selection, mostBytes));
            }
            Files.move(unfinished, file);
            return Files.size(file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static boolean fill(Connection connection, Selection selection, long mostBytes) throws SQLException {
        Sqlite.execute(connection, "PRAGMA max_page_count = " + mostBytes / PAGE_BYTES);
        Statements.update(
                connection, "ATTACH ? AS content", selection.content().toUri().toString() + "?mode=ro");
        Statements.update(
                connection,
                "CREATE TEMP TABLE found AS " + selection.sql(),
                selection.parameters().toArray());
        Sqlite.execute(
                connection,
                "CREATE TABLE entry(v NOT NULL, r INTEGER NOT NULL, PRIMARY KEY(v, r)) WITHOUT ROWID",
                "CREATE TABLE missing(r INTEGER PRIMARY KEY)",
                "INSERT INTO entry SELECT DISTINCT v, r FROM found WHERE v IS NOT NULL ORDER BY v, r",
                "INSERT INTO missing SELECT r FROM found GROUP BY r HAVING count(v) = 0",
                "CREATE TABLE trait AS SELECT EXISTS ("
                        + "SELECT 1 FROM entry WHERE octet_length(v) > length(v)) AS beyond");
        return true;
    }
}
