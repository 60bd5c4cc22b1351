package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void aStatusIsToldFromMemory() {
        Cell failed = cell("a");
        Cell active = cell("b");
        DrivenRun failure = DrivenRun.of(this, failed).begin(1_000).at(420).fail();
        DrivenRun run = DrivenRun.unheard(this, active);

        store().close();

        assertThat(status(failed)).isEqualTo(failure.failedAt(42));
        assertThat(status(active)).isEqualTo(run.inProgressAt(0));
        assertThat(status("no such cell")).isEqualTo(ImportStatus.READY);
    }

    @Override
    public void restart() {
        unit.restart();
    }

    @Override
    public void breakJournal(String cellId) {
        unit.breakJournal(cellId);
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
