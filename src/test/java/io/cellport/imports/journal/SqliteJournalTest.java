package io.cellport.imports.journal;

import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteJournalTest
        implements JournalContract, JournalRecordContract, JournalForgettingContract, JournalDamageContract {

    @TempDir
    Path data;

    private UnitDatabase unit;
    private SqliteCellStore store;
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        journal = new SqliteJournal(unit, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Each would hide a failed or an active run, if anybody believed it. */
    @ParameterizedTest
    @ValueSource(strings = {"validate_only = 1", "state = 'Cancelled'", "state = 'Completed'", "checksum = NULL"})
    void aRunWithADamagedRowCountsAsFailed(String damage) {
        Cell failed = store.create("failed");
        Cell active = store.create("active");
        journal.record(accept(failed).toFailed(ImportFailure.of(ApiError.of(ErrorCode.PR500_SV_0000)), LATER));
        accept(active);
        unit.write("damage", connection -> update(connection, "UPDATE import_run SET " + damage));

        reopen();

        assertThat(journal.standing(failed.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal.standing(active.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal.active()).isEmpty();
        reopen();
        assertThat(journal.standing(active.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attempt = 2", "state = 'Bccepted'"})
    void aRowThatIsDamagedAfterTheStartCountsAsFailedToo(String damage) {
        Cell cell = store.create("cell1");
        ImportRun run = accept(cell).run();
        unit.write("damage", connection -> update(connection, "UPDATE import_run SET " + damage));

        assertThat(journal.standing(cell.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal.record(cell.id(), run.importId()))
                .hasValueSatisfying(record -> assertDamaged((ImportState.Standing) record.state()));
        assertThat(journal.active(cell.id())).isEmpty();
    }

    @Test
    void aStateThatOnlyAnotherVersionKnowsIsNoSuccess() {
        Cell cell = store.create("cell1");
        long number = accept(cell).run().number();
        unit.write("another version", connection -> {
            update(connection, "UPDATE import_run SET state = 'Paused', finished_at = 1");
            JournalRow.CHECKSUM.seal(connection, number);
            return number;
        });

        journal.forgetEndedBefore(LATER);

        assertThat(journal.standing(cell.id()))
                .hasValueSatisfying(state -> assertThat(state.status().phase()).isEqualTo(ImportStatus.Phase.FAILED));
    }

    private static void assertDamaged(ImportState.Standing state) {
        assertThat(state.status().phase()).isEqualTo(ImportStatus.Phase.FAILED);
        assertThat(state.status().error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0002));
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
        close();
        open();
    }
}
