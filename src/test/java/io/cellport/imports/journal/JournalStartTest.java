package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Cancellable;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal puts right when it is opened. */
class JournalStartTest {

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private UnitDatabase unit;
    private SqliteCellStore store;
    private SqliteJournal journal;
    private Cell cell;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, clock);
        journal = new SqliteJournal(unit, clock);
        cell = store.find("cell1").orElseGet(() -> store.create("cell1"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStartRestoresTheMissingLockOfAnActiveRun() {
        accept();
        change("DELETE FROM cell_lock");

        reopen();

        assertThatThrownBy(() -> store.delete(cell.id())).satisfies(JournalStartTest::isRefused);
    }

    @Test
    void aStartDeletesALockWithoutARun() {
        accept();
        change("UPDATE import_run SET attempt = 7");

        reopen();

        assertThat(journal.active()).isEmpty();
        assertThat(store.delete(cell.id())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'HMPORT'", "CAST(X'494D504F5254' || X'D2' AS TEXT)", "CAST(X'494D504F52D4' AS TEXT)", "''"})
    void aStartRestoresALockWithADamagedOperation(String damaged) {
        accept();
        change("UPDATE cell_lock SET operation = " + damaged);

        reopen();

        assertThatThrownBy(() -> store.delete(cell.id())).satisfies(JournalStartTest::isRefused);
        journal.record(((Cancellable) journal.active(cell.id()).orElseThrow()).toCancelled(clock.instant()));
        assertThat(store.delete(cell.id())).isTrue();
    }

    @Test
    void aStartDeletesALockOfAnUnknownOperation() {
        change("INSERT INTO cell_lock(cell_id, operation, run) VALUES('" + cell.id() + "', 'JMPORT', 1)");

        reopen();

        assertThat(store.delete(cell.id())).isTrue();
    }

    @Test
    void aDamagedRunIsRepairedOnce() {
        accept();
        change("UPDATE import_run SET attempt = 7");
        reopen();
        Instant firstTime = finishedAt();

        clock.advance(Duration.ofDays(1));
        reopen();

        assertThat(finishedAt()).isEqualTo(firstTime);
    }

    @Test
    void aDamagedRunBehindAnActiveOneDecidesWhenThatIsCancelled() {
        complete();
        long hidden = fail();
        accept();
        change("UPDATE import_run SET state = 'Cancelled' WHERE number = " + hidden);

        reopen();
        journal.record(((Cancellable) journal.active(cell.id()).orElseThrow()).toCancelled(clock.instant()));

        assertThat(journal.standing(cell.id()))
                .hasValueSatisfying(
                        standing -> assertThat(standing.run().number()).isEqualTo(hidden));
    }

    @Test
    void aDamagedRunOfTheHistoryIsRepairedLaterAndDecidesNothing() {
        long old = fail();
        complete();
        change("UPDATE import_run SET state = 'Cancelled' WHERE number = " + old);

        reopen();
        assertThat(stateOf(old)).isEqualTo("Cancelled");
        journal.repairHistory(() -> false);

        assertThat(stateOf(old)).isEqualTo("Failed");
        assertThat(journal.standing(cell.id())).containsInstanceOf(Completed.class);
    }

    @Test
    void theHistoryOfAnotherTimeIsLeftAlone() {
        journal.repairHistory(() -> false);
        long later = fail();
        change("UPDATE import_run SET attempt = 7");

        journal.repairHistory(() -> false);

        assertThat(stateOf(later)).isEqualTo("Failed");
        assertThat(((Failed) journal.standing(cell.id()).orElseThrow())
                        .failure()
                        .error())
                .isEqualTo(JournalRow.DAMAGED);
    }

    @Test
    void whateverIsDamagedTheRestOfTheHistoryChangesNoStatus() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(3)) {
                case 0 -> complete();
                case 1 -> fail();
                default -> cancel();
            }
        }
        for (int round = 0; round < 20; round++) {
            change("UPDATE import_run SET state = '%s' WHERE number = %d"
                    .formatted(random.nextBoolean() ? "Cancelled" : "Completed", 1 + random.nextInt(60)));
        }

        reopen();
        List<Standing> atStart = journal.standings();
        journal.repairHistory(() -> false);

        assertThat(journal.standings()).as("seed " + seed).isEqualTo(atStart);
    }

    private void complete() {
        accept();
        journal.record(importing().toActivating());
        Activating activating = (Activating) journal.active(cell.id()).orElseThrow();
        journal.record(activating.toCompleted(new GenerationSummary(new TreeMap<>(), 0, 0, 0), clock.instant()));
    }

    private long fail() {
        accept();
        Active active = journal.active(cell.id()).orElseThrow();
        journal.record(active.toFailed(ImportFailure.of(ApiError.of(ErrorCode.PR500_SV_0000)), clock.instant()));
        return active.run().number();
    }

    private void cancel() {
        accept();
        journal.record(((Cancellable) journal.active(cell.id()).orElseThrow()).toCancelled(clock.instant()));
    }

    private Importing importing() {
        Importing importing = ((Startable) journal.active(cell.id()).orElseThrow()).toImporting(100);
        journal.record(importing);
        return importing;
    }

    private String stateOf(long number) {
        return unit.read(
                        "look",
                        connection -> first(
                                connection,
                                "SELECT state FROM import_run WHERE number = ?",
                                row -> row.getString(1),
                                number))
                .orElseThrow();
    }

    private static void isRefused(Throwable failure) {
        assertThat(((ApiException) failure).error().code()).isEqualTo(ErrorCode.PR409_CM_0002);
    }

    private void accept() {
        journal.accept(new NewImport(
                cell.id(), cell.name(), "snap", SnapshotRows.put(unit, cell, "snap"), false, "tester", 7));
    }

    private Instant finishedAt() {
        return ((Failed) journal.standing(cell.id()).orElseThrow()).finishedAt();
    }

    private void change(String sql) {
        unit.write("damage", connection -> update(connection, sql));
    }

    private void reopen() {
        close();
        open();
    }
}
