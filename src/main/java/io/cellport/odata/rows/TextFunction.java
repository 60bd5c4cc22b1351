package io.cellport.odata.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** {@link TextMatch} as a function of SQLite, for one search. Blocks; for one thread. */
final class TextFunction extends Function {

    private final Map<String, TextMatch> matches = new HashMap<>();

    private TextFunction() {}

    /** Makes the function known to a connection; one of an earlier search is replaced. */
    static void addTo(Connection connection) throws SQLException {
        Function.create(
                connection.unwrap(SQLiteConnection.class),
                TextMatch.FUNCTION,
                new TextFunction(),
                2,
                Function.FLAG_DETERMINISTIC);
    }

    @Override
    protected void xFunc() throws SQLException {
        TextMatch match = matches.computeIfAbsent(value_text(1), TextMatch::of);
        result(match.matches(value_text(0)) ? 1 : 0);
    }
}
