package io.cellport.tracker;

import io.cellport.MovableClock;
import io.cellport.message.MessageCodecs;
import io.cellport.store.CellStore;
import io.cellport.store.Sqlite;
import io.cellport.store.SqliteCellStore;
import io.cellport.store.UnitDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The tracker of an embedded unit, on a journal in a file. */
class LocalTrackerTest implements TrackerContract {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private static Vertx vertx;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(START);
    private SqliteCellStore store;
    private Journal journal;
    private String tracker;

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
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, clock);
        journal = new SqliteJournal(unit, clock);
        ImportTracker verticle = new ImportTracker(
                journal,
                clock,
                STALLED_AFTER,
                () -> Duration.between(START, clock.instant()).toNanos());
        tracker = vertx.deployVerticle(verticle).await();
    }

    @AfterEach
    void close() {
        vertx.undeploy(tracker).await();
        store.close();
    }

    @Override
    public void restart() {
        close();
        open();
    }

    @Override
    public void breakJournal() {
        store.close();
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
    public CellStore store() {
        return store;
    }

    @Override
    public MovableClock clock() {
        return clock;
    }
}
