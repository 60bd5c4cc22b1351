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
 * Turns a completed run into a failed one, because the content that it built is lost or damaged: the cell's status must
 * not be {@code ready} until another import has succeeded. Call it within a transaction. Blocks; stateless.
 */
final class DamagedContent {

    private static final ApiError ERROR = ApiError.of(ErrorCode.PR500_MC_0003);

    private static final String RUN = "WHERE number = ? AND cell_id = ? AND state = 'Completed' AND " + DryRun.IS_NONE
            + " AND number = (SELECT generation FROM cell WHERE id = cell_id)";

    private DamagedContent() {}

    /** Returns the run as it is now; empty, and nothing is changed, if the generation is not the current one. */
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
        SealedRow.CHECKSUM.seal(connection, damaged.number());
        return first(connection, JournalRow.SELECT + "WHERE number = ?", SealedRow::state, damaged.number());
    }
}
