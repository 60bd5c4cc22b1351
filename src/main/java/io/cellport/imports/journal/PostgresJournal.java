package io.cellport.imports.journal;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.postgres.PostgresText.storable;

import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.storage.Statements.RowMapper;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresText;
import io.cellport.storage.postgres.Refusal;
import io.cellport.storage.postgres.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a clustered unit. All times are the database's, also the end of a run, whatever time its state has. A
 * run that is owned by a process is recorded by that process only, except that every node may cancel it. Recording the
 * same end again succeeds and changes nothing, because the answer to the first call may have been lost. Blocks; safe
 * for several threads.
 */
public final class PostgresJournal implements Journal {

    private static final String ACTIVE = StateNames.among(ImportState.Active.class);

    /** Rows that one transaction deletes: so many take a fraction of a second. */
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private static final String RECORDS = "SELECT *, now_ms() AS read_at FROM import_run ";

    private static final ApiError DAMAGED_CONTENT = ApiError.of(ErrorCode.PR500_MC_0003);

    private final PostgresDatabase database;
    private final Owner owner;

    public PostgresJournal(PostgresDatabase database, Owner owner) {
        this.database = database;
        this.owner = owner;
    }

    @Override
    public ImportState.Accepted accept(NewImport request) {
        String importId = UUID.randomUUID().toString();
        String startedBy = storable(request.startedBy());
        String sql = "SELECT o_number, o_started_at FROM accept_import(?, ?, ?, ?, ?, ?, ?, ?, ?)";
        RowMapper<ImportRun> accepted = row -> run(request, importId, startedBy, row);
        try {
            ImportRun run = database.change(
                            "accept import",
                            connection -> first(
                                    connection,
                                    sql,
                                    accepted,
                                    importId,
                                    request.cellId(),
                                    request.cellName(),
                                    request.snapshot(),
                                    request.bytes().sha256(),
                                    request.bytes().id().name(),
                                    request.validateOnly(),
                                    startedBy,
                                    request.ignoredEntries()))
                    .orElseThrow();
            return new ImportState.Accepted(run, Progress.NONE);
        } catch (RefusedException e) {
            throw e.refusal() == Refusal.SNAPSHOT_REPLACED ? new SnapshotChangedException(request.snapshot()) : e;
        }
    }

    private static ImportRun run(NewImport request, String importId, String startedBy, ResultSet row)
            throws SQLException {
        return new ImportRun(
                row.getLong("o_number"),
                importId,
                request.cellId(),
                request.cellName(),
                request.snapshot(),
                request.bytes().sha256(),
                request.bytes().id().name(),
                request.validateOnly(),
                startedBy,
                Instant.ofEpochMilli(row.getLong("o_started_at")),
                request.ignoredEntries(),
                1);
    }

    @Override
    public void record(ImportState state) {
        JournalRow row = JournalRow.of(state);
        int attempt = state.run().attempt();
        int lowest = state instanceof ImportState.Importing ? attempt - 1 : attempt;
        String sql = "SELECT record_import(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try {
            database.change(
                    "record import",
                    connection -> first(
                            connection,
                            sql,
                            recorded -> true,
                            state.run().number(),
                            lowest,
                            attempt,
                            owner.boot(),
                            row.state(),
                            row.doneBytes(),
                            row.totalBytes(),
                            row.doneEntries(),
                            row.errorCode(),
                            orNull(row.errorText()),
                            orNull(row.errorEntry()),
                            row.errorLine(),
                            orNull(row.summary())));
        } catch (RefusedException e) {
            throw refused(state.run(), e);
        }
    }

    private static RuntimeException refused(ImportRun run, RefusedException e) {
        return switch (e.refusal()) {
            case RUN_LOST -> new LostRunException(run);
            case BLOB_GONE -> new GoneGenerationException(run);
            default -> e;
        };
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : PostgresText.storable(text);
    }

    @Override
    public Optional<ImportState> contentDamaged(GenerationId damaged) {
        return database.change(
                "record damage",
                connection -> first(
                        connection,
                        "SELECT * FROM damage_import(?, ?, ?, ?)",
                        JournalRow::state,
                        damaged.cellId(),
                        damaged.number(),
                        DAMAGED_CONTENT.code().name(),
                        DAMAGED_CONTENT.text()));
    }

    @Override
    public Optional<ImportState.Standing> standing(String cellId) {
        return select(
                        "WHERE cell_id = ? AND " + Decisive.RUNS + " ORDER BY number DESC LIMIT 1",
                        JournalRow::state,
                        cellId)
                .stream()
                .map(ImportState.Standing.class::cast)
                .findFirst();
    }

    @Override
    public List<ImportState.Active> active() {
        return activeOf(select("WHERE " + ACTIVE + " ORDER BY number", JournalRow::state));
    }

    @Override
    public Optional<ImportState.Active> active(String cellId) {
        return activeOf(select("WHERE cell_id = ? AND " + ACTIVE, JournalRow::state, cellId)).stream()
                .findFirst();
    }

    private static List<ImportState.Active> activeOf(List<ImportState> states) {
        return states.stream().map(ImportState.Active.class::cast).toList();
    }

    @Override
    public boolean hasEnded(long number) {
        String sql = "SELECT 1 FROM epoch WHERE last_run >= ?"
                + " AND NOT EXISTS (SELECT 1 FROM import_run WHERE number = ? AND " + ACTIVE + ")";
        return database.read("read journal", connection -> exists(connection, sql, number, number));
    }

    @Override
    public List<RunRecord> history(String cellId, int limit) {
        return records("WHERE cell_id = ? ORDER BY number DESC LIMIT ?", cellId, limit);
    }

    @Override
    public Optional<RunRecord> record(String cellId, String importId) {
        return records("WHERE cell_id = ? AND import_id = ?", cellId, storable(importId)).stream()
                .findFirst();
    }

    private List<RunRecord> records(String condition, Object... parameters) {
        return database.read(
                "read journal",
                connection -> query(connection, RECORDS + condition, PostgresJournal::record, parameters));
    }

    private static RunRecord record(ResultSet row) throws SQLException {
        return JournalRow.record(row, JournalRow.state(row), row.getLong("read_at"));
    }

    /** And the runs of deleted cells. */
    @Override
    public void forgetEndedBefore(Duration age) {
        while (forgetDeletedCells()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        database.change(
                "forget imports",
                connection -> first(connection, "SELECT forget_imports(?)", row -> true, age.toMillis()));
    }

    private boolean forgetDeletedCells() {
        return database.change(
                        "forget imports",
                        connection -> first(
                                connection,
                                "SELECT forget_deleted_cells(?)",
                                row -> row.getBoolean(1),
                                FORGOTTEN_AT_ONCE))
                .orElseThrow();
    }

    private <T> List<T> select(String condition, RowMapper<T> mapper, Object... parameters) {
        return database.read(
                "read journal", connection -> query(connection, JournalRow.SELECT + condition, mapper, parameters));
    }
}
