package io.cellport.imports.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.Journal.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a journal row that change with the state, and the way back from a row to a state. Every store of a
 * journal has them. Blocks; immutable.
 */
record JournalRow(
        String state,
        long doneBytes,
        long totalBytes,
        long doneEntries,
        @Nullable Long finishedAt,
        @Nullable String errorCode,
        @Nullable String errorText,
        @Nullable String errorEntry,
        @Nullable Long errorLine,
        @Nullable String summary) {

    /** The error of a run whose row is damaged: it never counts as a success. */
    static final ApiError DAMAGED = ApiError.of(ErrorCode.PR500_MC_0002);

    /** Every column of a row, in the order of the table. */
    static final String SELECT = "SELECT * FROM import_run ";

    private static final ObjectMapper JSON = new ObjectMapper();

    static JournalRow of(ImportState state) {
        Long finishedAt =
                state instanceof ImportState.Ended ended ? ended.finishedAt().toEpochMilli() : null;
        String summary = state instanceof ImportState.Completed completed ? toJson(completed.summary()) : null;
        ImportFailure failure = state instanceof ImportState.Failed failed ? failed.failure() : null;
        return new JournalRow(
                state.name(),
                state.progress().doneBytes(),
                state.progress().totalBytes(),
                state.progress().doneEntries(),
                finishedAt,
                failure == null ? null : failure.error().code().name(),
                failure == null ? null : failure.error().text(),
                failure == null ? null : failure.entry(),
                failure == null ? null : failure.line(),
                summary);
    }

    /**
     * The state of the current row of {@link #SELECT}.
     *
     * @throws SQLDataException if the row is damaged
     */
    static ImportState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state == null ? "" : state) {
            case "Accepted" -> new ImportState.Accepted(run(row), progress(row));
            case "Importing" -> new ImportState.Importing(run(row), progress(row));
            case "Activating" -> new ImportState.Activating(run(row), progress(row));
            case "Interrupted" -> new ImportState.Interrupted(run(row), progress(row));
            case "Completed" ->
                new ImportState.Completed(run(row), progress(row), summary(row.getString("summary")), finishedAt(row));
            case "Cancelled" -> new ImportState.Cancelled(run(row), progress(row), finishedAt(row));
            // "Failed", and states that only another version knows: those never count as a success.
            default -> failed(row, failure(row));
        };
    }

    /** The run of a row as a failed one, whatever the row says of its state. */
    static ImportState.Failed failed(ResultSet row, ImportFailure failure) throws SQLException {
        return new ImportState.Failed(run(row), progress(row), failure, finishedAt(row));
    }

    /**
     * The record of a row whose state has been read.
     *
     * @param readAt now, by the clock of the store
     */
    static RunRecord record(ResultSet row, ImportState state, long readAt) throws SQLException {
        long begunAt = row.getLong("begun_at");
        return new RunRecord(
                state,
                begunAt == 0 ? null : Instant.ofEpochMilli(begunAt),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                Instant.ofEpochMilli(readAt));
    }

    private static ImportRun run(ResultSet row) throws SQLException {
        return new ImportRun(
                row.getLong("number"),
                row.getString("import_id"),
                row.getString("cell_id"),
                row.getString("cell_name"),
                row.getString("snapshot"),
                row.getString("snapshot_sha256"),
                row.getString("snapshot_blob"),
                row.getBoolean("validate_only"),
                row.getString("started_by"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                row.getObject("ignored_entries") instanceof Number count ? Long.valueOf(count.longValue()) : null,
                row.getInt("attempt"));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(row.getLong("done_bytes"), row.getLong("total_bytes"), row.getLong("done_entries"));
    }

    private static Instant finishedAt(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("finished_at"));
    }

    private static ImportFailure failure(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        ApiError error = error(code, row.getString("error_text"));
        return new ImportFailure(error, row.getString("error_entry"), row.getLong("error_line"));
    }

    /**
     * A code that is not in the catalogue was written by another version, or is damaged; the run still counts as
     * failed.
     */
    private static ApiError error(@Nullable String code, String text) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(known -> new ApiError(known, text))
                .orElseGet(() -> ApiError.of(ErrorCode.PR500_SV_0000));
    }

    private static String toJson(GenerationSummary summary) {
        try {
            return JSON.writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GenerationSummary summary(@Nullable String json) throws SQLDataException {
        try {
            GenerationSummary summary = json == null ? null : JSON.readValue(json, GenerationSummary.class);
            if (summary == null) {
                throw new SQLDataException("a completed run without a summary");
            }
            return summary;
        } catch (JsonProcessingException e) {
            throw new SQLDataException("unreadable summary", e);
        }
    }
}
