package io.cellport.imports.tracker;

import io.cellport.MovableClock;
import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.message.MessageCodecs;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalTrackerTest implements TrackerContract {

    private static Vertx vertx;

    @TempDir
    Path data;

    @AutoClose
    private LocalTracker unit;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
        MessageCodecs.register(vertx.eventBus());
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void open() {
        unit = new LocalTracker(vertx, data);
    }

    @Override
    public void restart() {
        unit.restart();
    }

    @Override
    public void breakJournal() {
        unit.breakJournal();
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Journal journal() {
        return unit.journal();
    }

    @Override
    public Blob snapshot(Cell cell) {
        return unit.snapshot(cell);
    }

    @Override
    public CellStore store() {
        return unit.store();
    }

    @Override
    public MovableClock clock() {
        return unit.clock();
    }
}
