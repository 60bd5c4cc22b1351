package io.cellport.imports.tracker;

import io.cellport.MovableClock;
import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.JournalView;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.imports.journal.ViewedJournal;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The tracker of an embedded unit, on a journal in a file. */
final class LocalTracker implements TrackedUnit, AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MovableClock clock = new MovableClock(START);
    private final Vertx vertx;
    private final Path data;
    private final WorkerPool polls = new WorkerPool("polls", 1, 1_000);
    private UnitDatabase unit;
    private SqliteCellStore store;
    private JournalView view;
    private Journal journal;
    private String tracker;

    /** Opens the unit in a data directory; the messages must be registered already. */
    LocalTracker(Vertx vertx, Path data) {
        this.vertx = vertx;
        this.data = data;
        open();
    }

    private void open() {
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, clock);
        try {
            SqliteJournal record = new SqliteJournal(unit, clock);
            view = new JournalView(record, record.standings(), polls);
            journal = new ViewedJournal(record, view);
        } catch (StoreException e) {
            store.close();
            throw e;
        }
        ImportTracker verticle = new ImportTracker(
                view,
                journal,
                STALLED_AFTER,
                Metrics.NONE,
                () -> Duration.between(START, clock.instant()).toNanos());
        tracker = vertx.deployVerticle(verticle).await();
    }

    @Override
    public void close() {
        stop();
        polls.abandon();
    }

    private void stop() {
        vertx.undeploy(tracker).await();
        store.close();
    }

    @Override
    public void restart() {
        stop();
        open();
    }

    @Override
    public void breakJournal(String cellId) {
        store.close();
        view.deleted(cellId);
    }

    @Override
    public Vertx vertx() {
        return vertx;
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
    public MovableClock clock() {
        return clock;
    }
}
