package io.cellport.odata.rows;

import io.cellport.storage.SqlReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a content for one query. Blocks; for one thread.
 *
 * @param texts made known to the connection for a statement that needs it
 */
record Asking(SqlReader reader, TextFunction texts, RowQuery query) {

    /** A longer page is only found, because reading rows that nobody may take would cost more than to ask twice. */
    private static final int LONGEST_READ = 128;

    /**
     * The page among the numbers {@code r} that a statement without limit yields, and the count of another's rows if
     * needed.
     */
    Found page(Sql numbers, Sql all) throws SQLException {
        return counted(page(numbers), all);
    }

    /** The page among the numbers {@code r} that a statement without limit yields. */
    Found page(Sql numbers) throws SQLException {
        if (query.top() == 0 || query.top() > LONGEST_READ) {
            return Found.unread(numbers(numbers, query.top(), query.skip()));
        }
        Sql rows = ShortRows.of(limited(numbers, query.top(), query.skip()));
        return read(rows, found -> ShortRows.read(found, query.model().rows().type()));
    }

    /** At most {@code top} of the numbers that a statement without limit yields, from {@code skip} on. */
    List<Long> numbers(Sql numbers, long top, long skip) throws SQLException {
        return top == 0 ? List.of() : numbers(limited(numbers, top, skip));
    }

    private static Sql limited(Sql numbers, long top, long skip) {
        return Sql.of("{} LIMIT ? OFFSET ?", numbers, top, skip);
    }

    /** A page with the count of the rows that a statement yields, if needed. */
    Found counted(Found page, Sql all) throws SQLException {
        if (!query.isCounted()) {
            return page;
        }
        // A page that is not full says where the rows end.
        boolean isLast = page.size() < query.top() && (page.size() > 0 || query.skip() == 0);
        return page.counted(isLast ? (long) query.skip() + page.size() : count(all));
    }

    /** The numbers that a statement yields; all of them must fit into memory. */
    List<Long> numbers(Sql sql) throws SQLException {
        return read(sql, rows -> {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        });
    }

    /** How many rows a statement yields. */
    long count(Sql rows) throws SQLException {
        return read(Sql.of("SELECT count(*) FROM ({})", rows), count -> count.next() ? count.getLong(1) : 0);
    }

    /** Whether a statement yields any row. */
    boolean yields(Sql rows) throws SQLException {
        return read(rows, ResultSet::next);
    }

    private <T> T read(Sql sql, SqlReader.Reading<T> reading) throws SQLException {
        if (sql.text().contains(TextMatch.FUNCTION)) {
            texts.addTo(reader.connection());
        }
        return reader.read(sql.text(), reading, sql.parameters().toArray());
    }
}
