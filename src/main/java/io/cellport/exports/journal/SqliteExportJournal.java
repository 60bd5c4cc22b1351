package io.cellport.exports.journal;

import static io.cellport.exports.journal.ExportRow.ACTIVE;
import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.imports.journal.Progress;
import io.cellport.snapshot.area.SnapshotTable;
import io.cellport.storage.UnitDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** The journal of exports of an embedded unit, in {@code unit.db}. Blocks; safe for several threads. */
public final class SqliteExportJournal implements ExportJournal {

    private final UnitDatabase unit;
    private final int maxSnapshots;
    private final Clock clock;

    /**
     * First makes the locks agree with the journal.
     *
     * @param maxSnapshots most snapshot files of a cell
     */
    public SqliteExportJournal(UnitDatabase unit, int maxSnapshots, Clock clock) {
        this.unit = unit;
        this.maxSnapshots = maxSnapshots;
        this.clock = clock;
        repairLocks();
    }

    private void repairLocks() {
        String active = "SELECT cell_id, number, NULL FROM export_run WHERE " + ACTIVE;
        Map<String, Holder> running = unit.read("check locks", connection -> CellLock.holders(connection, active));
        Map<String, Holder> locked =
                unit.read("check locks", connection -> CellLock.holders(connection, Operation.EXPORT));
        if (!running.equals(locked)) {
            unit.changeOnReserve("repair locks", connection -> CellLock.replace(connection, Operation.EXPORT, running));
        }
    }

    @Override
    public Accepted accept(NewExport request) {
        String exportId = UUID.randomUUID().toString();
        return unit.write("accept export", connection -> {
            requireFree(connection, request);
            Instant now = now();
            String sql = """
                    INSERT INTO export_run(export_id, cell_id, cell_name, name, started_by, started_at, attempt, state,
                      done_bytes, total_bytes, done_entries)
                    VALUES(?, ?, ?, ?, ?, ?, 1, 'Accepted', 0, 0, 0) RETURNING number""";
            long number = first(
                            connection,
                            sql,
                            row -> row.getLong(1),
                            exportId,
                            request.cellId(),
                            request.cellName(),
                            request.name(),
                            request.startedBy(),
                            now.toEpochMilli())
                    .orElseThrow();
            CellLock.take(connection, request.cellId(), Operation.EXPORT, new Holder(number, null));
            ExportRun run = new ExportRun(
                    number,
                    exportId,
                    request.cellId(),
                    request.cellName(),
                    request.name(),
                    request.startedBy(),
                    now,
                    1);
            return new Accepted(run, Progress.NONE);
        });
    }

    private void requireFree(Connection connection, NewExport request) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM cell WHERE id = ?", request.cellId())) {
            throw ApiException.of(ErrorCode.PR404_DV_0003);
        }
        CellLock.refuseWrite(connection, request.cellId());
        String fileName = request.name() + ".zip";
        if (SnapshotTable.has(connection, request.cellId(), fileName)) {
            throw ApiException.of(ErrorCode.PR409_DV_0002, fileName);
        }
        if (SnapshotTable.count(connection, request.cellId()) >= maxSnapshots) {
            throw ApiException.of(ErrorCode.PR400_DV_0007);
        }
    }

    @Override
    public OptionalLong generation(String cellId) {
        String sql = "SELECT generation FROM cell WHERE id = ? AND generation IS NOT NULL";
        return unit.lookUp("find generation", connection -> first(connection, sql, row -> row.getLong(1), cellId))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public void begin(Exporting attempt) {
        String sql = "UPDATE export_run SET state = 'Exporting', total_bytes = ?, begun_at = coalesce(begun_at, ?)"
                + " WHERE number = ? AND " + ACTIVE;
        change(attempt.run(), sql, attempt.progress().totalBytes(), clock.millis(), number(attempt));
    }

    @Override
    public void giveBack(Active stopped) {
        String sql = "UPDATE export_run SET state = 'Accepted', done_bytes = ?, done_entries = ? WHERE number = ? AND "
                + ACTIVE;
        Progress progress = stopped.progress();
        change(stopped.run(), sql, progress.doneBytes(), progress.doneEntries(), number(stopped));
    }

    private void change(ExportRun run, String sql, Object... parameters) {
        unit.changeOnReserve("record export", connection -> {
            if (update(connection, sql, parameters) == 0) {
                throw new LostExportException(run);
            }
        });
    }

    @Override
    public void end(Ended end, Optional<EndFile> file) {
        unit.changeOnReserve("end export", connection -> {
            save(connection, end);
            if (file.isPresent()) {
                SnapshotTable.add(
                        connection,
                        end.run().cellId(),
                        file.get().fileName(),
                        file.get().contentType(),
                        file.get().blob(),
                        now());
            }
            CellLock.release(connection, Operation.EXPORT, number(end));
        });
    }

    private static void save(Connection connection, Ended end) throws SQLException {
        String sql = "UPDATE export_run SET state = ?, done_bytes = ?, done_entries = ?, finished_at = ?,"
                + " error_code = ?, error_text = ?, summary = ?, size = ?, sha256 = ? WHERE number = ? AND " + ACTIVE;
        ApiError error = ExportRow.error(end);
        Completed completed = end instanceof Completed done ? done : null;
        int rows = update(
                connection,
                sql,
                end.name(),
                end.progress().doneBytes(),
                end.progress().doneEntries(),
                end.finishedAt().toEpochMilli(),
                error == null ? null : error.code().name(),
                error == null ? null : error.text(),
                ExportRow.summary(end),
                completed == null ? null : completed.size(),
                completed == null ? null : completed.sha256(),
                number(end));
        if (rows == 0) {
            throw new LostExportException(end.run());
        }
    }

    @Override
    public Optional<Active> active(String cellId) {
        return unit.lookUp("find export", connection -> ExportQueries.active(connection, cellId));
    }

    /** All active exports: there is no other process. */
    @Override
    public List<Accepted> takeOver(Collection<Long> executing) {
        Set<Long> known = new HashSet<>(executing);
        boolean isAny = unit.read(
                "find exports", connection -> numbers(connection).stream().anyMatch(n -> !known.contains(n)));
        if (!isAny) {
            return List.of();
        }
        String sql = "UPDATE export_run SET attempt = attempt + (state = 'Exporting'), state = 'Accepted'"
                + " WHERE number = ? AND " + ACTIVE + " RETURNING *";
        return unit.writeOnReserve("take exports over", connection -> {
            List<Accepted> taken = new ArrayList<>();
            for (long number : numbers(connection)) {
                if (!known.contains(number)) {
                    first(connection, sql, ExportRow::state, number)
                            .map(Accepted.class::cast)
                            .ifPresent(taken::add);
                }
            }
            return taken;
        });
    }

    private static List<Long> numbers(Connection connection) throws SQLException {
        return query(
                connection,
                "SELECT number FROM export_run WHERE " + ACTIVE + " ORDER BY number",
                row -> row.getLong(1));
    }

    @Override
    public Set<Long> renew(Collection<Active> executing) {
        String sql = "UPDATE export_run SET done_bytes = max(done_bytes, ?), done_entries = max(done_entries, ?)"
                + " WHERE number = ? AND " + ACTIVE;
        return unit.write("renew exports", connection -> {
            Set<Long> kept = new HashSet<>();
            for (Active state : executing) {
                Progress progress = state.progress();
                if (update(connection, sql, progress.doneBytes(), progress.doneEntries(), number(state)) > 0) {
                    kept.add(number(state));
                }
            }
            return kept;
        });
    }

    @Override
    public List<OnRecord> history(String cellId, int limit) {
        return unit.read("list exports", connection -> ExportQueries.history(connection, cellId, limit));
    }

    @Override
    public Optional<OnRecord> find(String cellId, String exportId) {
        return unit.read("find export", connection -> ExportQueries.find(connection, cellId, exportId));
    }

    @Override
    public void forgetEndedBefore(Duration age) {
        long time = clock.instant().minus(age).toEpochMilli();
        unit.write(
                "forget exports",
                connection -> update(connection, "DELETE FROM export_run WHERE finished_at < ?", time));
    }

    private static long number(ExportState state) {
        return state.run().number();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
