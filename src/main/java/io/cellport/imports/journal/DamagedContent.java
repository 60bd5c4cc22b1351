package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns the completed run whose content is lost or damaged into a failed one: what it had completed is not there any more,
 * so its cell must not be called ready until another import has succeeded. Within a transaction.
 */
final class DamagedContent {

    private static final ApiError ERROR = ApiError.of(ErrorCode.PR500_MC_0003);

    private static final String RUN = "WHERE number = ? AND cell_id = ? AND state = 'Completed' AND NOT validate_only"
            + " AND number = (SELECT generation FROM cell WHERE id = cell_id)";

    private DamagedContent() {}

    /** The run as it stands now, if this changed it; a generation that is not current any more changes nothing. */
    static Optional<ImportState> record(Connection connection, GenerationId damaged, Instant now) throws SQLException {
        int rows = update(
                connection,
                "UPDATE import_run SET state = 'Failed', finished_at = ?, recorded_at = ?, error_code = ?, error_text = ? "
                        + RUN,
                now.toEpochMilli(),
                now.toEpochMilli(),
                ERROR.code().name(),
                ERROR.text(),
                damaged.number(),
                damaged.cellId());
        if (rows == 0) {
            return Optional.empty();
        }
        JournalRow.CHECKSUM.seal(connection, damaged.number());
        return first(connection, JournalRow.SELECT + "WHERE number = ?", JournalRow::state, damaged.number());
    }
}
