package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Wreck;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** A journal that cannot be written for a while, because of a backup or a full disk, delays imports and fails none. */
class UnwritableJournalTest {

    @TempDir
    Path directory;

    private final BrokenUnitSqlite sqlite = new BrokenUnitSqlite();
    private Path data;
    private EmbeddedUnit unit;
    private Cell cell;

    @BeforeEach
    void open() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        unit = new EmbeddedUnit(data, Limits.DEFAULT, sqlite);
        cell = unit.store.create("cell");
        unit.upload(
                cell, "large", SnapshotBuilder.snapshot().userData(10_000, 200).writeTo(directory.resolve("large")));
    }

    @AfterEach
    void close() {
        sqlite.mendUnit();
        sqlite.allowAll();
        unit.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {"SQLITE_BUSY", "SQLITE_FULL"})
    void aRunWaitsForTheJournalAndGoesOn(SQLiteErrorCode code) {
        unit.start(cell, "large");
        Awaitility.await().until(sqlite::isHolding);
        sqlite.breakUnit(code);
        sqlite.allowAll();
        Awaitility.await().until(() -> sqlite.refused() > 2);

        assertThat(unit.status(cell).phase()).isEqualTo(Phase.IN_PROGRESS);
        assertThat(unit.store.currentNumber(cell.id())).isEmpty();
        sqlite.mendUnit();
        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.store.currentNumber(cell.id())).isPresent();
    }

    @Test
    void anInterruptedRunLeavesTheLastRoomToDeletionsAndGoesOnWhenThereIsSpace() throws IOException {
        unit.start(cell, "large");
        sqlite.allow(8);
        Awaitility.await().until(sqlite::isHolding);
        ImportStatus told = unit.status(cell);
        Path left = Wreck.copy(data, directory.resolve("left"));
        AtomicLong room = new AtomicLong(1 << 20);
        AtomicInteger looked = new AtomicInteger();

        try (EmbeddedUnit next = new EmbeddedUnit(
                left, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, store -> withRoom(store, room, looked))) {
            Awaitility.await().until(() -> looked.get() > 1);
            assertThat(next.status(cell).percent()).isGreaterThanOrEqualTo(told.percent());
            assertThat(next.journal.active(cell.id()).orElseThrow()).isInstanceOf(ImportState.Interrupted.class);

            room.set(1L << 40);
            assertThat(next.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        }
    }

    private static CellStore withRoom(CellStore store, AtomicLong room, AtomicInteger looked) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("usableBytes")) {
                        looked.incrementAndGet();
                        return room.get();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {"SQLITE_BUSY", "SQLITE_FULL"})
    void aUnitWithAnUnfinishedRunStartsAndAnswersTheTruth(SQLiteErrorCode code) throws IOException {
        unit.start(cell, "large");
        sqlite.allow(8);
        Awaitility.await().until(sqlite::isHolding);
        ImportStatus told = unit.status(cell);
        assertThat(told.percent()).isPositive();
        Path left = Wreck.copy(data, directory.resolve("left"));

        BrokenUnitSqlite broken = new BrokenUnitSqlite();
        broken.allowAll();
        broken.breakUnit(code);
        try (EmbeddedUnit next = new EmbeddedUnit(left, Limits.DEFAULT, broken, Vertx.vertx(), 3)) {
            Awaitility.await().until(() -> broken.refused() > 2);
            ImportStatus waiting = next.status(cell);

            assertThat(waiting.phase()).isEqualTo(Phase.IN_PROGRESS);
            assertThat(waiting.percent()).isGreaterThanOrEqualTo(told.percent());
            assertThatThrownBy(() -> next.cancel(cell))
                    .satisfies(refused -> assertThat(ReplyErrors.errorOf(refused))
                            .hasValueSatisfying(
                                    error -> assertThat(error.code()).isNotEqualTo(ErrorCode.PR409_CM_0003)));
            broken.mendUnit();
            assertThat(next.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        }
    }
}
