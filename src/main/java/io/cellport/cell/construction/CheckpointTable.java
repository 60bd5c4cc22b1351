package io.cellport.cell.construction;

import static io.cellport.storage.Statements.first;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * The checkpoint of a generation under construction: one row, written in the transaction that stores the rows before
 * it. Blocks; for one thread.
 */
public final class CheckpointTable {

    static final String COLUMNS = "(id INTEGER PRIMARY KEY, entry INTEGER NOT NULL,"
            + " item INTEGER NOT NULL, done_bytes INTEGER NOT NULL, counts TEXT NOT NULL)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final PreparedStatement save;

    CheckpointTable(Connection connection) throws SQLException {
        this.connection = connection;
        this.save = connection.prepareStatement(
                "INSERT OR REPLACE INTO checkpoint(id, entry, item, done_bytes, counts) VALUES(1, ?, ?, ?, ?)");
    }

    Checkpoint read() throws SQLException {
        String sql = "SELECT entry, item, done_bytes, counts FROM checkpoint";
        return first(
                        connection,
                        sql,
                        row -> new Checkpoint(row.getLong(1), row.getLong(2), row.getLong(3), counts(row.getString(4))))
                .orElse(Checkpoint.START);
    }

    void save(Checkpoint checkpoint) throws SQLException {
        save.setLong(1, checkpoint.entry());
        save.setLong(2, checkpoint.item());
        save.setLong(3, checkpoint.doneBytes());
        save.setString(4, json(checkpoint.counts()));
        save.executeUpdate();
    }

    private static Map<String, Long> counts(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable counts", e);
        }
    }

    private static String json(Map<String, Long> counts) throws SQLException {
        try {
            return JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new SQLException("unwritable counts", e);
        }
    }
}
