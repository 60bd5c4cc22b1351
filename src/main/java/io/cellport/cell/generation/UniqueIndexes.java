package io.cellport.cell.generation;

import io.cellport.cell.generation.DuplicateException.Second;
import io.cellport.storage.Interruptible;
import io.cellport.storage.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Creates the unique indexes of a generation after all rows are stored; this proves that nothing occurs twice. The
 * heartbeat is called during each statement. Blocks; for one thread.
 */
final class UniqueIndexes {

    private static final String[] OF_ENTITIES = {"entity_id ON entity(id)", "entity_key ON entity(type, key)"};

    private static final String OF_FILES = "file_path ON file(path)";

    private final Connection connection;
    private final Runnable heartbeat;

    UniqueIndexes(Connection connection, Runnable heartbeat) {
        this.connection = connection;
        this.heartbeat = heartbeat;
    }

    /**
     * Creates the indexes that are missing.
     *
     * @throws DuplicateException if something occurs twice
     */
    void create() throws SQLException {
        for (String index : OF_ENTITIES) {
            if (!isCreated(index)) {
                throw new DuplicateException(secondEntity(columns(index)));
            }
        }
        if (!isCreated(OF_FILES)) {
            throw new DuplicateException(secondFile());
        }
    }

    private boolean isCreated(String index) throws SQLException {
        try {
            Interruptible.execute(connection, heartbeat, "CREATE UNIQUE INDEX IF NOT EXISTS " + index);
            return true;
        } catch (SQLException e) {
            if (Sqlite.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The columns of each index over entities. */
    static List<String> columnsOfEntities() {
        return Arrays.stream(OF_ENTITIES).map(UniqueIndexes::columns).toList();
    }

    private static String columns(String index) {
        return index.substring(index.indexOf('(') + 1, index.length() - 1);
    }

    /** If there are several duplicates, the one that was stored first. */
    private Second secondEntity(String columns) throws SQLException {
        find("SELECT min(last) AS number FROM (SELECT max(rowid) AS last FROM entity GROUP BY %s HAVING count(*) > 1)"
                .formatted(columns));
        String sql = """
                SELECT type, (SELECT count(*) FROM entity AS other WHERE other.type = entity.type AND other.rowid <= entity.rowid)
                  FROM entity, duplicate WHERE entity.rowid = duplicate.number""";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Second.OfEntity(row.getString(1), row.getLong(2));
        }
    }

    private Second secondFile() throws SQLException {
        find("SELECT path FROM file GROUP BY path HAVING count(*) > 1 LIMIT 1");
        try (PreparedStatement statement = connection.prepareStatement("SELECT path FROM duplicate");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Second.OfFile(row.getString(1));
        }
    }

    /** Scans the whole table, which takes as long as creating an index. */
    private void find(String query) throws SQLException {
        Interruptible.execute(connection, heartbeat, "CREATE TEMP TABLE duplicate AS " + query);
    }
}
