package io.cellport.cell.generation;

import static io.cellport.storage.Statements.first;

import io.cellport.storage.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one type in the order of the bytes of their ids. SQLite sorts short rows whole, on the disk if there are
 * many: to look each of a million up in that order takes four times as long as to read all from first to last. Of long rows
 * only the numbers are sorted, since a sort has several of its rows in memory. Blocks; for one thread.
 */
final class RowsById {

    private static final int LONGEST_SORTED = 16 << 10;

    /** A type that has this part of all rows, or more, is found quicker by reading all than by its index. */
    private static final int LARGE_PART = 4;

    private static final String COLUMNS = "SELECT rowid, type, id, key, CASE WHEN length(source) <= " + LONGEST_SORTED
            + " THEN source END FROM entity ";

    private final Connection connection;

    RowsById(Connection connection) {
        this.connection = connection;
    }

    /** Calls the consumer with each row; returns how many there are. */
    long forEach(String type, Consumer<StoredEntity> consumer) throws SQLException {
        String index = isLarge(type) ? "NOT INDEXED" : "INDEXED BY entity_key";
        try (PreparedStatement find = connection.prepareStatement("SELECT source FROM entity WHERE rowid = ?")) {
            return Statements.forEach(
                    connection,
                    COLUMNS + index + " WHERE type = ? ORDER BY id",
                    row -> entity(row, find),
                    consumer,
                    type);
        }
    }

    private boolean isLarge(String type) throws SQLException {
        String sql = "SELECT count(*) FROM entity INDEXED BY entity_key WHERE type = ?";
        long rows = first(connection, sql, row -> row.getLong(1), type).orElseThrow();
        long last = first(connection, "SELECT coalesce(max(rowid), 0) FROM entity", row -> row.getLong(1))
                .orElseThrow();
        return rows >= last / LARGE_PART;
    }

    private static StoredEntity entity(ResultSet row, PreparedStatement find) throws SQLException {
        byte @Nullable [] source = row.getBytes(5);
        return new StoredEntity(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                source == null ? source(row.getLong(1), find) : source);
    }

    private static byte[] source(long number, PreparedStatement find) throws SQLException {
        find.setLong(1, number);
        try (ResultSet rows = find.executeQuery()) {
            rows.next();
            return rows.getBytes(1);
        }
    }
}
