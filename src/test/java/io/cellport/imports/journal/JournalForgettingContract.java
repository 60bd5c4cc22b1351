package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.Journal.RunRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is forgotten of old runs: never what a cell's status rests on. */
interface JournalForgettingContract extends FilledJournal {

    Instant AFTER_THE_END = LATER.plusSeconds(1);

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterDryRunIsForgotten() {
        Cell cell = store().create("cell1");
        Failed failed = fail(accept(cell));
        complete(accept(cell, true));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(failed);
    }

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterFailedDryRunIsForgotten() {
        Cell cell = store().create("cell1");
        Failed failed = fail(accept(cell));
        fail(accept(cell, true));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(cell.id())).contains(failed);
    }

    @Test
    default void theNewestSuccessIsKeptAndTheFailureBeforeItIsForgotten() {
        Cell cell = store().create("cell1");
        fail(accept(cell));
        Completed completed = complete(accept(cell));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(completed);
    }

    @Test
    default void theRunThatDecidesTheStatusOfEachCellIsKept() {
        Cell one = store().create("cell1");
        Failed failed = fail(accept(one));
        Cell other = store().create("cell2");
        fail(accept(other));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(one.id())).contains(failed);
    }

    @Test
    default void anActiveRunIsNeverForgotten() {
        Cell cell = store().create("cell1");
        fail(accept(cell));
        Accepted dry = accept(cell, true);

        journal().forgetEndedBefore(AFTER_THE_END.plusSeconds(1_000_000_000));

        assertThat(journal().active()).containsExactly(dry);
    }

    @Test
    default void aRunThatEndedLaterIsKept() {
        Cell cell = store().create("cell1");
        Failed older = fail(accept(cell));
        Failed newer = fail(accept(cell));

        journal().forgetEndedBefore(LATER);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(newer, older);
    }

    @Test
    default void oldRunsAreForgottenButNotTheOneThatDecidesTheStatus() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        Failed standing = fail(accept(cell));
        journal().record(accept(cell).toCancelled(LATER));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(standing);
    }
}
