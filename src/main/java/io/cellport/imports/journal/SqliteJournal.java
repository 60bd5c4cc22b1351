package io.cellport.imports.journal;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.area.SnapshotTable;
import io.cellport.storage.Statements.RowMapper;
import io.cellport.storage.UnitDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The journal of an embedded unit, in {@code unit.db}. Blocks; safe for several threads. */
public final class SqliteJournal implements Journal {

    private static final String ACTIVE = StateNames.among(ImportState.Active.class);

    private static final String CANCELLABLE = StateNames.among(ImportState.Cancellable.class);

    private final UnitDatabase unit;
    private final Clock clock;

    /** Rows beyond this one were written by this process. */
    private final long lastAtStart;

    /**
     * First repairs: each damaged row that a status can depend on becomes a failed run, and each active run gets the
     * lock of its cell.
     */
    public SqliteJournal(UnitDatabase unit, Clock clock) {
        this.unit = unit;
        this.clock = clock;
        JournalRepair.ofDecisiveRows(unit, clock.instant());
        LockRepair.run(unit);
        lastAtStart = JournalRepair.lastNumber(unit);
    }

    /**
     * Repairs all other rows that are damaged; takes a second for 200,000 runs, in steps between which others work.
     *
     * @param enough asked after each step whether to stop
     */
    public void repairHistory(BooleanSupplier enough) {
        JournalRepair.ofHistory(unit, lastAtStart, enough, clock.instant());
    }

    @Override
    public ImportState.Accepted accept(NewImport request) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return unit.write("accept import", connection -> {
            requireCell(connection, request.cellId());
            CellLock.refuseWrite(connection, request.cellId());
            if (!SnapshotTable.names(
                    connection, request.snapshot() + ".zip", request.bytes().id())) {
                throw new SnapshotChangedException(request.snapshot());
            }
            ImportRun run = insert(connection, request, now);
            CellLock.take(connection, run.cellId(), Operation.IMPORT, new Holder(run.number(), run.snapshotBlob()));
            return new ImportState.Accepted(run, Progress.NONE);
        });
    }

    private static void requireCell(Connection connection, String cellId) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM cell WHERE id = ?", cellId)) {
            throw ApiException.of(ErrorCode.PR404_DV_0003);
        }
    }

    private static ImportRun insert(Connection connection, NewImport request, Instant now) throws SQLException {
        String importId = UUID.randomUUID().toString();
        String sql = """
                INSERT INTO import_run(import_id, cell_id, cell_name, snapshot, snapshot_sha256, snapshot_blob, validate_only, started_by,
                  started_at, recorded_at, ignored_entries, attempt, state, done_bytes, total_bytes, done_entries)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'Accepted', 0, 0, 0) RETURNING number""";
        long number = first(
                        connection,
                        sql,
                        row -> row.getLong(1),
                        importId,
                        request.cellId(),
                        request.cellName(),
                        request.snapshot(),
                        request.bytes().sha256(),
                        request.bytes().id().name(),
                        request.validateOnly() ? 1 : 0,
                        request.startedBy(),
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        request.ignoredEntries())
                .orElseThrow();
        SealedRow.CHECKSUM.seal(connection, number);
        return new ImportRun(
                number,
                importId,
                request.cellId(),
                request.cellName(),
                request.snapshot(),
                request.bytes().sha256(),
                request.bytes().id().name(),
                request.validateOnly(),
                request.startedBy(),
                now,
                request.ignoredEntries(),
                1);
    }

    @Override
    public void record(ImportState state) {
        unit.changeOnReserve("record import", connection -> {
            save(connection, state, clock.millis());
            if (state instanceof ImportState.Completed completed && DryRun.replacesContent(state.run())) {
                activate(connection, completed);
            }
        });
    }

    private static void save(Connection connection, ImportState state, long now) throws SQLException {
        JournalRow row = JournalRow.of(state);
        // Only the latest attempt may write, except that an attempt that begins may take over from the one before it.
        // A run that has ended never changes, and a run that is being activated cannot be cancelled.
        String from = state instanceof ImportState.Cancelled ? CANCELLABLE : ACTIVE;
        String sql = "UPDATE import_run SET state = ?, attempt = ?, done_bytes = ?, total_bytes = ?,"
                + " done_entries = ?, begun_at = CASE WHEN ? = 'Importing' THEN coalesce(begun_at, ?) ELSE begun_at END,"
                + " recorded_at = ?, finished_at = ?,"
                + " error_code = ?, error_text = ?, error_entry = ?, error_line = ?, summary = ?"
                + " WHERE number = ? AND attempt BETWEEN ? AND ? AND " + from;
        int attempt = state.run().attempt();
        int lowest = state instanceof ImportState.Importing ? attempt - 1 : attempt;
        int rows = update(
                connection,
                sql,
                row.state(),
                attempt,
                row.doneBytes(),
                row.totalBytes(),
                row.doneEntries(),
                row.state(),
                now,
                now,
                row.finishedAt(),
                row.errorCode(),
                row.errorText(),
                row.errorEntry(),
                row.errorLine(),
                row.summary(),
                state.run().number(),
                lowest,
                attempt);
        if (rows == 0) {
            throw new LostRunException(state.run());
        }
        SealedRow.CHECKSUM.seal(connection, state.run().number());
        if (state instanceof ImportState.Ended) {
            CellLock.release(connection, Operation.IMPORT, state.run().number());
        }
    }

    private static void activate(Connection connection, ImportState.Completed completed) throws SQLException {
        update(
                connection,
                "UPDATE cell SET generation = ?, updated = ? WHERE id = ?",
                completed.run().number(),
                completed.finishedAt().toEpochMilli(),
                completed.run().cellId());
    }

    @Override
    public Optional<ImportState> contentDamaged(GenerationId damaged) {
        return unit.writeOnReserve(
                "record damage", connection -> DamagedContent.record(connection, damaged, clock.instant()));
    }

    @Override
    public Optional<ImportState.Standing> standing(String cellId) {
        String latest = JournalRow.SELECT + "WHERE cell_id = ? AND " + Decisive.RUNS + " ORDER BY number DESC LIMIT 1";
        return unit.lookUp("find standing", connection -> first(connection, latest, SealedRow::state, cellId))
                .map(ImportState.Standing.class::cast);
    }

    /** The standings of all cells that have one. */
    public List<ImportState.Standing> standings() {
        String newest =
                "WHERE number IN (SELECT max(number) FROM import_run WHERE " + Decisive.RUNS + " GROUP BY cell_id)";
        return select(newest, SealedRow::state).stream()
                .map(ImportState.Standing.class::cast)
                .toList();
    }

    @Override
    public List<ImportState.Active> active() {
        return activeOf(select("WHERE " + ACTIVE + " ORDER BY number", SealedRow::state));
    }

    @Override
    public Optional<ImportState.Active> active(String cellId) {
        return activeOf(select("WHERE cell_id = ? AND " + ACTIVE, SealedRow::state, cellId)).stream()
                .findFirst();
    }

    @Override
    public boolean hasEnded(long number) {
        String sql = "SELECT 1 FROM sqlite_sequence WHERE name = 'import_run' AND seq >= ?"
                + " AND NOT EXISTS (SELECT 1 FROM import_run WHERE number = ? AND " + ACTIVE + ")";
        return unit.read("read journal", connection -> exists(connection, sql, number, number));
    }

    /** A row that was damaged after the start is read as failed, so it is filtered out here. */
    private static List<ImportState.Active> activeOf(List<ImportState> states) {
        return states.stream()
                .filter(ImportState.Active.class::isInstance)
                .map(ImportState.Active.class::cast)
                .toList();
    }

    @Override
    public List<RunRecord> history(String cellId, int limit) {
        return select("WHERE cell_id = ? ORDER BY number DESC LIMIT ?", this::recordOf, cellId, limit);
    }

    @Override
    public Optional<RunRecord> record(String cellId, String importId) {
        return select("WHERE cell_id = ? AND import_id = ?", this::recordOf, cellId, importId).stream()
                .findFirst();
    }

    private RunRecord recordOf(ResultSet row) throws SQLException {
        return SealedRow.record(row, clock.millis());
    }

    @Override
    public void forgetEndedBefore(Duration age) {
        String sql = "DELETE FROM import_run WHERE finished_at < ? AND number NOT IN"
                + " (SELECT max(number) FROM import_run WHERE " + Decisive.RUNS + " AND NOT " + ACTIVE
                + " GROUP BY cell_id)";
        long time = clock.instant().minus(age).toEpochMilli();
        unit.write("forget imports", connection -> update(connection, sql, time));
    }

    private <T> List<T> select(String condition, RowMapper<T> mapper, Object... parameters) {
        return unit.read(
                "read journal", connection -> query(connection, JournalRow.SELECT + condition, mapper, parameters));
    }
}
