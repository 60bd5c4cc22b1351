package io.cellport.odata.rows;

import static io.cellport.storage.Statements.first;

import io.cellport.storage.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Asks a connection. Blocks; for one thread. */
record Asking(Connection connection) {

    /** One page of the numbers that a statement without limit yields, and the count of another's rows if needed. */
    Found page(Sql numbers, Sql all, RowQuery query) throws SQLException {
        Sql limited = Sql.of("{} LIMIT ? OFFSET ?", numbers, query.top(), query.skip());
        List<Long> page = query.top() == 0 ? List.of() : numbers(limited);
        if (!query.isCounted()) {
            return new Found(page, OptionalLong.empty());
        }
        // A page that is not full says where the rows end.
        boolean isLast = page.size() < query.top() && (!page.isEmpty() || query.skip() == 0);
        return new Found(page, OptionalLong.of(isLast ? (long) query.skip() + page.size() : count(all)));
    }

    /** The numbers that a statement yields; all of them must fit into memory. */
    List<Long> numbers(Sql sql) throws SQLException {
        return Statements.query(
                connection, sql.text(), row -> row.getLong(1), sql.parameters().toArray());
    }

    /** How many rows a statement yields. */
    long count(Sql rows) throws SQLException {
        String sql = "SELECT count(*) FROM (" + rows.text() + ")";
        return first(connection, sql, row -> row.getLong(1), rows.parameters().toArray())
                .orElseThrow();
    }

    /** Whether a statement yields any row. */
    boolean yields(Sql rows) throws SQLException {
        return Statements.exists(connection, rows.text(), rows.parameters().toArray());
    }

    /** The file of the content. */
    String content() throws SQLException {
        return first(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'", row -> row.getString(1))
                .orElseThrow();
    }

    /** Does something to the connection. */
    void execute(String sql, Object... parameters) throws SQLException {
        Statements.update(connection, sql, parameters);
    }
}
