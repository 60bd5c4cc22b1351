package io.cellport.exports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.OnRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The questions that every journal asks in the same words. Blocks; stateless. */
final class ExportQueries {

    private static final String OF_CELL = ExportRow.SELECT + "WHERE cell_id = ? ";

    private ExportQueries() {}

    /** See {@link ExportJournal#active}. */
    static Optional<Active> active(Connection connection, String cellId) throws SQLException {
        return first(connection, OF_CELL + "AND " + ExportRow.ACTIVE, ExportRow::state, cellId)
                .map(Active.class::cast);
    }

    /** See {@link ExportJournal#history}. */
    static List<OnRecord> history(Connection connection, String cellId, int limit) throws SQLException {
        return query(connection, OF_CELL + "ORDER BY number DESC LIMIT ?", ExportRow::onRecord, cellId, limit);
    }

    /** See {@link ExportJournal#find}. */
    static Optional<OnRecord> find(Connection connection, String cellId, String exportId) throws SQLException {
        return first(connection, OF_CELL + "AND export_id = ?", ExportRow::onRecord, cellId, exportId);
    }
}
