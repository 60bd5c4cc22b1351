package io.cellport.odata.rows;

import io.cellport.cell.generation.StoredEntity;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the rows of a page while they are found, as long as they are short; of the others only the numbers. Each call
 * into SQLite counts, so no more of a row is asked for than is needed. Blocks; stateless.
 */
final class ShortRows {

    /** Longer rows are read when they are sent, with memory that is asked for if they need much. */
    private static final int LONGEST = 8 << 10;

    /** All rows that are read take hardly more. */
    private static final int MOST_BYTES = 128 << 10;

    private ShortRows() {}

    /** The rows whose numbers {@code r} a statement yields, in its order; SQLite keeps it, because there is a limit. */
    static Sql of(Sql numbers) {
        return Sql.of(
                "SELECT CASE WHEN octet_length(entity.id) + octet_length(entity.key) + length(entity.source) <= "
                        + LONGEST
                        + " THEN entity.source END, entity.id, entity.key, page.r"
                        + " FROM ({}) AS page CROSS JOIN entity ON entity.rowid = page.r",
                numbers);
    }

    /**
     * Reads what that statement yields.
     *
     * @param type which all rows have
     */
    static Found read(ResultSet found, String type) throws SQLException {
        List<StoredEntity> rows = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        int bytes = 0;
        while (found.next()) {
            byte[] source = numbers.isEmpty() && bytes < MOST_BYTES ? found.getBytes(1) : null;
            if (source == null) {
                numbers.add(found.getLong(4));
            } else {
                StoredEntity row = new StoredEntity(type, text(found, 2), text(found, 3), source);
                rows.add(row);
                bytes += row.size();
            }
        }
        return new Found(rows, numbers, OptionalLong.empty());
    }

    /** Quicker than {@link ResultSet#getString}, which makes a buffer of each text. */
    private static String text(ResultSet rows, int field) throws SQLException {
        return new String(rows.getBytes(field), StandardCharsets.UTF_8);
    }
}
