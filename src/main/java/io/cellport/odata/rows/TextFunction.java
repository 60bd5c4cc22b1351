package io.cellport.odata.rows;

import io.cellport.cell.generation.RowMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * {@link TextMatch} as a function of SQLite, for one search. Long values are looked into with lent memory; if there is
 * none the search fails. Blocks; for one thread.
 */
final class TextFunction extends Function {

    private final Map<String, TextMatch> matches = new HashMap<>();

    private final RowMemory memory;

    private Optional<RuntimeException> refusal = Optional.empty();

    private boolean isKnown;

    TextFunction(RowMemory memory) {
        this.memory = memory;
    }

    /**
     * Makes the function known to the one connection of this search; that of an earlier search is replaced. Whatever
     * the connection has prepared is prepared anew after that, so this is done for those who need it only.
     */
    void addTo(Connection connection) throws SQLException {
        if (isKnown) {
            return;
        }
        isKnown = true;
        Function.create(
                connection.unwrap(SQLiteConnection.class),
                TextMatch.FUNCTION,
                this,
                TextMatch.ARGUMENTS,
                Function.FLAG_DETERMINISTIC);
    }

    /** Throws what {@link RowMemory#need} threw; SQLite would not pass it on. */
    void requireMemory() {
        refusal.ifPresent(refused -> {
            throw refused;
        });
    }

    @Override
    protected void xFunc() throws SQLException {
        TextMatch match = matches.computeIfAbsent(value_text(1), TextMatch::of);
        result(hasMemory(value_int(2)) && match.matches(value_text(0)) ? 1 : 0);
    }

    private boolean hasMemory(int bytes) {
        if (refusal.isEmpty() && bytes > RowMemory.FREE_BYTES) {
            try {
                memory.need(bytes);
            } catch (RuntimeException refused) {
                refusal = Optional.of(refused);
            }
        }
        return refusal.isEmpty();
    }
}
