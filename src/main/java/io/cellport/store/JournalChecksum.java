package io.cellport.store;

import static io.cellport.store.UnitDatabase.prepare;
import static io.cellport.store.UnitDatabase.update;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A checksum over each row of the journal, because SQLite has none: a bit that has flipped on the disk must not turn a
 * failure into a success. Stateless; blocks.
 */
public final class JournalChecksum {

    /** Every column of a row, in the order that the checksum is made in. */
    public static final String SELECT = "SELECT * FROM import_run ";

    /** The condition for the row of one number. */
    public static final String ONE_ROW = "WHERE number = ?";

    static final String ALL_ROWS = "";

    private static final String COLUMN = "checksum";

    private JournalChecksum() {}

    /** Gives the rows of a condition the checksums of their present content, in the transaction that changed them. */
    public static void seal(Connection connection, String condition, Object... parameters) throws SQLException {
        Map<Long, Long> checksums = new HashMap<>();
        try (PreparedStatement statement = prepare(connection, SELECT + condition, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                checksums.put(rows.getLong("number"), of(rows));
            }
        }
        for (Map.Entry<Long, Long> row : checksums.entrySet()) {
            update(connection, "UPDATE import_run SET checksum = ? WHERE number = ?", row.getValue(), row.getKey());
        }
    }

    /** Whether the present row of a {@link #SELECT} is as it was written. */
    public static boolean holds(ResultSet row) throws SQLException {
        return row.getObject(COLUMN) instanceof Number sum && sum.longValue() == of(row);
    }

    /** The numbers of the rows that are as they were written. */
    static List<Long> sound(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, SELECT);
                ResultSet rows = statement.executeQuery()) {
            List<Long> sound = new ArrayList<>();
            while (rows.next()) {
                if (holds(rows)) {
                    sound.add(rows.getLong("number"));
                }
            }
            return sound;
        }
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

    /** Adds kind, length and content, so that no two rows give the same bytes. */
    private static void add(CRC32 checksum, Object value) {
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
