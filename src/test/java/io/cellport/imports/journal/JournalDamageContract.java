package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.message.ImportStatus;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must say of a cell whose content turns out to be damaged. */
interface JournalDamageContract extends FilledJournal {

    @Test
    default void theRunOfDamagedContentCountsAsFailedAlsoAfterARestart() {
        Completed completed = complete(accept(cell("cell1")));

        assertThat(journal().contentDamaged(generationOf(completed)))
                .hasValueSatisfying(state -> assertThat(state.run().importId())
                        .isEqualTo(completed.run().importId()));

        assertDamaged(completed);
        unit().reopen();
        assertDamaged(completed);
    }

    @Test
    default void damageIsRecordedOnce() {
        Completed completed = complete(accept(cell("cell1")));
        journal().contentDamaged(generationOf(completed));

        assertThat(journal().contentDamaged(generationOf(completed))).isEmpty();
    }

    @Test
    default void onlyTheCurrentContentCounts() {
        Cell cell = cell("cell1");
        Completed older = complete(accept(cell));
        Completed current = complete(accept(cell));

        assertThat(journal().contentDamaged(generationOf(older))).isEmpty();
        assertThat(journal().contentDamaged(new GenerationId(cell.id(), 1_000))).isEmpty();
        assertThat(journal()
                        .contentDamaged(new GenerationId(
                                cell("cell2").id(), current.run().number())))
                .isEmpty();

        assertThat(journal().standing(cell.id())).contains(current);
    }

    @Test
    default void anotherImportRepairsDamagedContent() {
        Cell cell = cell("cell1");
        journal().contentDamaged(generationOf(complete(accept(cell))));

        Accepted repair = accept(cell);
        assertThat(journal().standing(cell.id())).contains(repair);
        Completed repaired = complete(repair);

        assertThat(journal().standing(cell.id())).contains(repaired);
    }

    private void assertDamaged(Completed completed) {
        assertThat(journal().standing(completed.run().cellId())).hasValueSatisfying(standing -> {
            assertThat(standing.run().importId()).isEqualTo(completed.run().importId());
            assertThat(standing.status().phase()).isEqualTo(ImportStatus.Phase.FAILED);
            assertThat(standing.status().error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0003));
        });
    }

    private static GenerationId generationOf(Completed completed) {
        return new GenerationId(completed.run().cellId(), completed.run().number());
    }
}
