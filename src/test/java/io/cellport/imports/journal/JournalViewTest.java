package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.WorkerPool;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalViewTest implements StatusViewContract {

    @TempDir
    Path data;

    private final WorkerPool reads = new WorkerPool("reads", 1, 1_000);

    private UnitDatabase unit;
    private SqliteCellStore store;
    private JournalView view;
    private Journal journal;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        SqliteJournal record = new SqliteJournal(unit, Clock.systemUTC());
        view = new JournalView(record, record.standings(), reads);
        store.onDeletion(view::deleted);
        journal = new ViewedJournal(record, view);
    }

    @AfterEach
    void close() {
        store.close();
        reads.abandon();
    }

    @Test
    void onlyCellsThatHaveAStandingAreKept() {
        Cell failed = cell("cell1");
        Cell cancelled = cell("cell2");
        Cell dry = cell("cell3");
        fail(accept(failed));
        journal.record(accept(cancelled).toCancelled(LATER));
        fail(accept(dry, true));
        assertThat(view.size()).isEqualTo(1);

        store.delete(failed.id());

        assertThat(view.size()).isZero();
    }

    @Override
    public StatusView view() {
        return view;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Blob snapshot(Cell cell) {
        return SnapshotRows.put(unit, cell, "snap");
    }

    @Override
    public CellStore store() {
        return store;
    }

    @Override
    public void reopen() {
        store.close();
        open();
    }
}
