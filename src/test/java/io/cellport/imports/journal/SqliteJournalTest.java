package io.cellport.imports.journal;

import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.message.ImportStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private EmbeddedJournal unit;

    @BeforeEach
    void open() {
        unit = new EmbeddedJournal(data);
    }

    @AfterEach
    void close() {
        unit.close();
    }

    /** Each would hide a failed or an active run, if anybody believed it. */
    @ParameterizedTest
    @ValueSource(strings = {"validate_only = 1", "state = 'Cancelled'", "state = 'Completed'", "checksum = NULL"})
    void aRunWithADamagedRowCountsAsFailed(String damage) {
        Cell failed = cell("failed");
        Cell active = cell("active");
        journal().record(accept(failed).toFailed(ImportFailure.of(ApiError.of(ErrorCode.PR500_SV_0000)), LATER));
        accept(active);
        unit.change("UPDATE import_run SET " + damage);

        unit.reopen();

        assertThat(journal().standing(failed.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal().standing(active.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal().active()).isEmpty();
        unit.reopen();
        assertThat(journal().standing(active.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attempt = 2", "state = 'Bccepted'"})
    void aRowThatIsDamagedAfterTheStartCountsAsFailedToo(String damage) {
        Cell cell = cell("cell1");
        ImportRun run = accept(cell).run();
        unit.change("UPDATE import_run SET " + damage);

        assertThat(journal().standing(cell.id())).hasValueSatisfying(SqliteJournalTest::assertDamaged);
        assertThat(journal().record(cell.id(), run.importId()))
                .hasValueSatisfying(record -> assertDamaged((ImportState.Standing) record.state()));
        assertThat(journal().active(cell.id())).isEmpty();
    }

    @Test
    void aStateThatOnlyAnotherVersionKnowsIsNoSuccess() {
        Cell cell = cell("cell1");
        long number = accept(cell).run().number();
        unit.database.write("another version", connection -> {
            update(connection, "UPDATE import_run SET state = 'Paused', finished_at = 1");
            SealedRow.CHECKSUM.seal(connection, number);
            return number;
        });

        journal().forgetEndedBefore(Duration.ofDays(1));

        assertThat(journal().standing(cell.id()))
                .hasValueSatisfying(state -> assertThat(state.status().phase()).isEqualTo(ImportStatus.Phase.FAILED));
    }

    @Test
    void theGenerationOfACompletedRunCanBeRead() {
        Accepted accepted = accept(cell("cell1"));
        String cellId = accepted.run().cellId();
        try (GenerationWriter writer = unit.store.build(cellId, accepted.run().number())) {
            writer.write(List.of(), Checkpoint.START);
            writer.seal(() -> {});
        }

        complete(accepted);

        assertThat(unit.store.current(cellId)).hasValueSatisfying(current -> {
            assertThat(current.number()).isEqualTo(accepted.run().number());
            current.close();
        });
    }

    @Test
    void aRunEndsWhenItsImporterSays() {
        assertThat(fail(accept(cell("cell1"))).finishedAt()).isEqualTo(LATER);
    }

    private static void assertDamaged(ImportState.Standing state) {
        assertThat(state.status().phase()).isEqualTo(ImportStatus.Phase.FAILED);
        assertThat(state.status().error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0002));
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
