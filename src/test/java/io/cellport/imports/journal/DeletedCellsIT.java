package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a cell is deleted, every change of the cluster waits. So its runs go later, some at a time. */
class DeletedCellsIT implements FilledJournal {

    private static final int RUNS = 100_000;

    private static final String MORE_RUNS = "INSERT INTO import_run(number, import_id, cell_id, cell_name, snapshot,"
            + " snapshot_sha256, validate_only, started_by, started_at, attempt, state, done_bytes, total_bytes,"
            + " done_entries, recorded_at, finished_at, epoch) SELECT 1000 + i, 'import' || i, cell_id, cell_name, snapshot,"
            + " snapshot_sha256, validate_only, started_by, started_at, attempt, state, done_bytes, total_bytes,"
            + " done_entries, recorded_at, finished_at, epoch FROM import_run, generate_series(?, ?) i WHERE number < 1000";

    private static final String AN_EXPORT = "INSERT INTO export_run(export_id, cell_id, cell_name, name, started_by,"
            + " started_at, attempt, state, done_bytes, total_bytes, done_entries, owner, boot, lease_until)"
            + " VALUES ('export1', ?, 'cell1', 'snap', 'tester', 1, 1, 'Completed', 1, 1, 1, 'a', 'a', 1)";

    private final ClusteredJournal unit = new ClusteredJournal();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void aDeletionTakesNoLongerForACellWithManyRuns() {
        Cell cell = cell("cell1");
        complete(accept(cell));
        for (int i = 0; i < RUNS; i += 10_000) {
            unit.sql.change(MORE_RUNS, i, i + 9_999);
        }
        Cell other = cell("cell2");
        complete(accept(other));

        assertThat(unit.delete(cell)).isTrue();
        assertThat(runs()).as("runs that the deletion has left").isEqualTo(RUNS + 2);
        for (int forgotten = 0; runs() > 1; forgotten++) {
            assertThat(forgotten).isLessThanOrEqualTo(RUNS / 10_000 + 1);
            unit.sql.call("forget_deleted_cells(10000)");
        }

        assertThat(journal().history(other.id(), 10)).hasSize(1);
        assertThat(unit.sql.number("SELECT count(*) FROM deleted_cell")).hasValue(0);
    }

    @Test
    void whoeverForgetsOldRunsForgetsThoseOfDeletedCellsFirst() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        unit.sql.change(AN_EXPORT, cell.id());
        unit.delete(cell);
        unit.delete(cell("without runs"));

        journal().forgetEndedBefore(Duration.ofDays(1));

        assertThat(runs()).isZero();
        assertThat(unit.sql.number("SELECT count(*) FROM export_run")).hasValue(0);
        assertThat(unit.sql.number("SELECT count(*) FROM deleted_cell")).hasValue(0);
    }

    private long runs() {
        return unit.sql.number("SELECT count(*) FROM import_run").orElseThrow();
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
