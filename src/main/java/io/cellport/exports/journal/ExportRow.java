package io.cellport.exports.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Cancelled;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.ExportState.Failed;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.imports.journal.Progress;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How states are rows, in every journal. Blocks; stateless. */
final class ExportRow {

    /** Every column. */
    static final String SELECT = "SELECT * FROM export_run ";

    /** The condition that an export has not ended. */
    static final String ACTIVE = "state IN ('Accepted', 'Exporting')";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportRow() {}

    static @Nullable ApiError error(Ended end) {
        return end instanceof Failed failed ? failed.error() : null;
    }

    static @Nullable String summary(Ended end) {
        try {
            return end instanceof Completed completed ? JSON.writeValueAsString(completed.summary()) : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The state of the current row.
     *
     * @throws SQLDataException if the row is damaged
     */
    static ExportState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state == null ? "" : state) {
            case "Accepted" -> new Accepted(run(row), progress(row));
            case "Exporting" -> new Exporting(run(row), progress(row));
            case "Completed" ->
                new Completed(
                        run(row),
                        progress(row),
                        summary(row.getString("summary")),
                        row.getLong("size"),
                        row.getString("sha256"),
                        time(row, "finished_at"));
            case "Cancelled" -> new Cancelled(run(row), progress(row), time(row, "finished_at"));
            // "Failed", and states that only another version knows: those never count as a success.
            default -> new Failed(run(row), progress(row), error(row), time(row, "finished_at"));
        };
    }

    static OnRecord onRecord(ResultSet row) throws SQLException {
        boolean hasBegun = row.getObject("begun_at") != null;
        return new OnRecord(state(row), hasBegun ? time(row, "begun_at") : null);
    }

    private static ExportRun run(ResultSet row) throws SQLException {
        return new ExportRun(
                row.getLong("number"),
                row.getString("export_id"),
                row.getString("cell_id"),
                row.getString("cell_name"),
                row.getString("name"),
                row.getString("started_by"),
                time(row, "started_at"),
                row.getInt("attempt"));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(row.getLong("done_bytes"), row.getLong("total_bytes"), row.getLong("done_entries"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static ApiError error(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        String text = row.getString("error_text");
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(known -> new ApiError(known, text))
                .orElseGet(() -> ApiError.of(ErrorCode.PR500_SV_0000));
    }

    private static GenerationSummary summary(@Nullable String json) throws SQLDataException {
        try {
            GenerationSummary summary = json == null ? null : JSON.readValue(json, GenerationSummary.class);
            if (summary == null) {
                throw new SQLDataException("a completed export without a summary");
            }
            return summary;
        } catch (JsonProcessingException e) {
            throw new SQLDataException("unreadable summary", e);
        }
    }
}
