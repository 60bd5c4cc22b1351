package io.cellport.imports.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.storage.RowChecksum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a journal row that change with the state, and the way back from a row to a state. Blocks; immutable.
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

    /** Every column of a row, in the order of the checksum. */
    static final String SELECT = "SELECT * FROM import_run ";

    static final RowChecksum CHECKSUM = new RowChecksum("import_run", "number");

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

    static ImportState state(ResultSet row) throws SQLException {
        ImportRun run = new ImportRun(
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
        Progress progress =
                new Progress(row.getLong("done_bytes"), row.getLong("total_bytes"), row.getLong("done_entries"));
        Instant finishedAt = Instant.ofEpochMilli(row.getLong("finished_at"));
        if (!RowChecksum.holds(row)) {
            return new ImportState.Failed(run, progress, ImportFailure.of(DAMAGED), finishedAt);
        }
        String state = row.getString("state");
        return switch (state == null ? "" : state) {
            case "Accepted" -> new ImportState.Accepted(run, progress);
            case "Importing" -> new ImportState.Importing(run, progress);
            case "Activating" -> new ImportState.Activating(run, progress);
            case "Interrupted" -> new ImportState.Interrupted(run, progress);
            case "Completed" -> new ImportState.Completed(run, progress, summary(row.getString("summary")), finishedAt);
            case "Cancelled" -> new ImportState.Cancelled(run, progress, finishedAt);
            // "Failed", and states that only another version knows: those never count as a success.
            default -> new ImportState.Failed(run, progress, failure(row), finishedAt);
        };
    }

    static RunRecord record(ResultSet row) throws SQLException {
        long begunAt = row.getLong("begun_at");
        return new RunRecord(
                state(row),
                begunAt == 0 ? null : Instant.ofEpochMilli(begunAt),
                Instant.ofEpochMilli(row.getLong("recorded_at")));
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

    private static GenerationSummary summary(@Nullable String json) throws SQLException {
        try {
            GenerationSummary summary = json == null ? null : JSON.readValue(json, GenerationSummary.class);
            if (summary == null) {
                throw new SQLException("a completed run without a summary");
            }
            return summary;
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable summary", e);
        }
    }
}
