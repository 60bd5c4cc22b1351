package io.cellport.odata.rows;

import io.cellport.storage.SqlReader;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Asks a content. Blocks; for one thread.
 *
 * @param texts made known to the connection for a statement that needs it
 */
record Asking(SqlReader reader, TextFunction texts) {

    /** One page of the numbers that a statement without limit yields, and the count of another's rows if needed. */
    Found page(Sql numbers, Sql all, RowQuery query) throws SQLException {
        return found(page(numbers, query.top(), query.skip()), all, query);
    }

    /** At most {@code top} of the numbers that a statement without limit yields, from {@code skip} on. */
    List<Long> page(Sql numbers, long top, long skip) throws SQLException {
        return top == 0 ? List.of() : numbers(Sql.of("{} LIMIT ? OFFSET ?", numbers, top, skip));
    }

    /** A page, and the count of the rows that a statement yields if needed. */
    Found found(List<Long> page, Sql all, RowQuery query) throws SQLException {
        if (!query.isCounted()) {
            return new Found(page, OptionalLong.empty());
        }
        // A page that is not full says where the rows end.
        boolean isLast = page.size() < query.top() && (!page.isEmpty() || query.skip() == 0);
        return new Found(page, OptionalLong.of(isLast ? (long) query.skip() + page.size() : count(all)));
    }

    /** The numbers that a statement yields; all of them must fit into memory. */
    List<Long> numbers(Sql sql) throws SQLException {
        prepareFor(sql);
        return reader.query(sql.text(), row -> row.getLong(1), sql.parameters().toArray());
    }

    /** How many rows a statement yields. */
    long count(Sql rows) throws SQLException {
        prepareFor(rows);
        String sql = "SELECT count(*) FROM (" + rows.text() + ")";
        return reader.first(sql, row -> row.getLong(1), rows.parameters().toArray())
                .orElseThrow();
    }

    /** Whether a statement yields any row. */
    boolean yields(Sql rows) throws SQLException {
        prepareFor(rows);
        return reader.first(rows.text(), row -> true, rows.parameters().toArray())
                .isPresent();
    }

    private void prepareFor(Sql sql) throws SQLException {
        if (sql.text().contains(TextMatch.FUNCTION)) {
            texts.addTo(reader.connection());
        }
    }
}
