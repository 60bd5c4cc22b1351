package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.Journal.RunRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is forgotten of old runs: never what a cell's status rests on. */
interface JournalForgettingContract extends FilledJournal {

    Duration DAY = Duration.ofDays(1);

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterDryRunIsForgotten() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        complete(accept(cell, true));

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(failed);
    }

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterFailedDryRunIsForgotten() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        fail(accept(cell, true));

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().standing(cell.id())).contains(failed);
    }

    @Test
    default void theNewestSuccessIsKeptAndTheFailureBeforeItIsForgotten() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        Completed completed = complete(accept(cell));

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(completed);
    }

    @Test
    default void theRunThatDecidesTheStatusOfEachCellIsKept() {
        Cell one = cell("cell1");
        Failed failed = fail(accept(one));
        Cell other = cell("cell2");
        fail(accept(other));

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().standing(one.id())).contains(failed);
    }

    @Test
    default void anActiveRunIsNeverForgotten() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        Accepted dry = accept(cell, true);

        unit().pass(Duration.ofDays(10_000));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().active()).containsExactly(dry);
    }

    @Test
    default void aRunThatEndedLaterIsKept() {
        Cell cell = cell("cell1");
        Failed older = fail(accept(cell));
        Failed newer = fail(accept(cell));

        unit().pass(DAY);
        journal().forgetEndedBefore(DAY.plusHours(1));

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

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(standing);
    }

    /** If the active run is cancelled, the status is again what it was before. */
    @Test
    default void theFailureBeforeAnActiveRunIsKept() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        Accepted active = accept(cell);

        unit().pass(DAY.multipliedBy(2));
        journal().forgetEndedBefore(DAY);
        journal().record(active.toCancelled(LATER));

        assertThat(journal().standing(cell.id())).map(Standing::status).contains(failed.status());
    }
}
