package io.cellport.cell.construction;

import static io.cellport.storage.Statements.first;

import io.cellport.cell.construction.DuplicateException.Second;
import io.cellport.storage.Interruptible;
import io.cellport.storage.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Creates the unique index over the paths of files, which proves that none occurs twice. The heartbeat is called
 * meanwhile. Blocks; for one thread.
 */
public final class UniqueFiles {

    private final Connection connection;
    private final Runnable heartbeat;

    UniqueFiles(Connection connection, Runnable heartbeat) {
        this.connection = connection;
        this.heartbeat = heartbeat;
    }

    /**
     * Creates the index.
     *
     * @throws DuplicateException if a path occurs twice
     */
    void create() throws SQLException {
        try {
            Interruptible.execute(connection, heartbeat, "CREATE UNIQUE INDEX file_path ON file(path)");
        } catch (SQLException e) {
            if (Sqlite.isDuplicate(e)) {
                throw new DuplicateException(second());
            }
            throw e;
        }
    }

    private Second second() throws SQLException {
        String sql = "SELECT path FROM file GROUP BY path HAVING count(*) > 1 LIMIT 1";
        return Interruptible.during(
                connection,
                heartbeat,
                busy -> first(busy, sql, row -> new Second.OfFile(row.getString(1)))
                        .orElseThrow());
    }
}
