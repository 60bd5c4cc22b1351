package io.cellport.tracker;

import static io.cellport.store.UnitDatabase.prepare;
import static io.cellport.store.UnitDatabase.update;

import io.cellport.store.ActiveRuns;
import io.cellport.store.UnitDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The journal of an embedded unit, in {@code unit.db}. */
public final class SqliteJournal implements Journal {

    private static final String ACTIVE = "state IN ('Accepted', 'Importing', 'Activating', 'Interrupted')";

    private final UnitDatabase unit;
    private final Clock clock;

    public SqliteJournal(UnitDatabase unit, Clock clock) {
        this.unit = unit;
        this.clock = clock;
    }

    @Override
    public ImportState.Accepted accept(NewImport request) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return unit.write("accept import", connection -> {
            ActiveRuns.refuseWrite(connection, request.cellId());
            return insert(connection, request, now);
        });
    }

    private static ImportState.Accepted insert(Connection connection, NewImport request, Instant now)
            throws SQLException {
        String importId = UUID.randomUUID().toString();
        String sql = """
                INSERT INTO import_run(import_id, cell_id, cell_name, snapshot, started_by, started_at, attempt, state,
                  done_bytes, total_bytes)
                VALUES(?, ?, ?, ?, ?, ?, 1, 'Accepted', 0, 0) RETURNING number""";
        try (PreparedStatement statement = prepare(
                        connection,
                        sql,
                        importId,
                        request.cellId(),
                        request.cellName(),
                        request.snapshot(),
                        request.startedBy(),
                        now.toEpochMilli());
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            ImportRun run = new ImportRun(
                    rows.getLong(1),
                    importId,
                    request.cellId(),
                    request.cellName(),
                    request.snapshot(),
                    request.startedBy(),
                    now,
                    1);
            return new ImportState.Accepted(run, Progress.NONE);
        }
    }

    @Override
    public void record(ImportState state) {
        unit.write("record import", connection -> {
            save(connection, state);
            if (state instanceof ImportState.Completed completed) {
                activate(connection, completed);
            }
            return null;
        });
    }

    private static void save(Connection connection, ImportState state) throws SQLException {
        JournalRow row = JournalRow.of(state);
        // An attempt may write while it is the latest, and the next attempt may take over; nothing leaves an end.
        String sql = "UPDATE import_run SET state = ?, attempt = ?, done_bytes = ?, total_bytes = ?, finished_at = ?,"
                + " error_code = ?, error_text = ?, error_entry = ?, error_line = ?, summary = ?"
                + " WHERE number = ? AND attempt BETWEEN ? AND ? AND " + ACTIVE;
        int attempt = state.run().attempt();
        int lowest = state instanceof ImportState.Importing ? attempt - 1 : attempt;
        int rows = update(
                connection,
                sql,
                row.state(),
                attempt,
                row.doneBytes(),
                row.totalBytes(),
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
    public Optional<ImportState> standing(String cellId) {
        String condition = "WHERE cell_id = ? AND state <> 'Cancelled' ORDER BY number DESC LIMIT 1";
        return select(condition, cellId).stream().findFirst();
    }

    @Override
    public Optional<ImportState> find(String importId) {
        return select("WHERE import_id = ?", importId).stream().findFirst();
    }

    @Override
    public List<ImportState.Active> active() {
        return select("WHERE " + ACTIVE + " ORDER BY number").stream()
                .map(ImportState.Active.class::cast)
                .toList();
    }

    private List<ImportState> select(String condition, Object... parameters) {
        return unit.read("read journal", connection -> {
            try (PreparedStatement statement = prepare(connection, JournalRow.SELECT + condition, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<ImportState> states = new ArrayList<>();
                while (rows.next()) {
                    states.add(JournalRow.state(rows));
                }
                return states;
            }
        });
    }
}
