package io.cellport.storage;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.prepare;
import static io.cellport.storage.Statements.update;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A checksum over each row of a table, because SQLite has none: a bit that flips on the disk must not turn a failure
 * into a success. Blocks; immutable.
 *
 * @param table a table with a column {@code checksum}
 * @param key its integer primary key
 */
public record RowChecksum(String table, String key) {

    private static final String COLUMN = "checksum";

    /** Writes the checksum of a row's present content; call it in the transaction that changed the row. */
    public void seal(Connection connection, long row) throws SQLException {
        Optional<Long> checksum = first(connection, select() + " WHERE " + key + " = ?", RowChecksum::of, row);
        if (checksum.isPresent()) {
            String sql = "UPDATE " + table + " SET " + COLUMN + " = ? WHERE " + key + " = ?";
            update(connection, sql, checksum.get(), row);
        }
    }

    /** Whether the current row of a query has the right checksum. The query must select all columns in their order. */
    public static boolean holds(ResultSet row) throws SQLException {
        return row.getObject(COLUMN) instanceof Number sum && sum.longValue() == of(row);
    }

    /** The keys of all rows. */
    public List<Long> all(Connection connection) throws SQLException {
        return keys(connection, "", row -> true);
    }

    /** The keys of the rows with the right checksum. */
    public List<Long> sound(Connection connection) throws SQLException {
        return keys(connection, "", RowChecksum::holds);
    }

    /**
     * The keys of the rows without the right checksum, among those that a condition in SQL is true for.
     *
     * @param where may hold question marks for the parameters
     */
    public List<Long> damaged(Connection connection, String where, Object... parameters) throws SQLException {
        return keys(connection, " WHERE " + where, row -> !holds(row), parameters);
    }

    private List<Long> keys(Connection connection, String where, Condition condition, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, select() + where, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Long> keys = new ArrayList<>();
            while (rows.next()) {
                if (condition.holds(rows)) {
                    keys.add(rows.getLong(key));
                }
            }
            return keys;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(ResultSet row) throws SQLException;
    }

    private String select() {
        return "SELECT * FROM " + table;
    }

    private static long of(ResultSet row) throws SQLException {
        CRC32 checksum = new CRC32();
        int columns = row.getMetaData().getColumnCount();
        int ownColumn = row.findColumn(COLUMN);
        for (int column = 1; column <= columns; column++) {
            if (column != ownColumn) {
                add(checksum, row.getObject(column));
            }
        }
        return checksum.getValue();
    }

    /** Adds type, length and content, so that different rows never give the same bytes. */
    private static void add(CRC32 checksum, @Nullable Object value) {
        if (value == null) {
            checksum.update(0);
        } else if (value instanceof Number number && !(value instanceof Double)) {
            checksum.update(1);
            checksum.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(number.longValue()).array());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            checksum.update(value instanceof String ? 2 : 3);
            checksum.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            checksum.update(text);
        }
    }
}
