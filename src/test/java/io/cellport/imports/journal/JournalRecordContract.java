package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.message.ImportStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must know of the runs that there are and were. */
interface JournalRecordContract extends FilledJournal {

    @Test
    default void anAcceptedRunIsInProgressAtZeroPercent() {
        Accepted accepted = accept(cell("cell1"));

        ImportStatus status =
                journal().standing(accepted.run().cellId()).orElseThrow().status();

        assertThat(status).isEqualTo(ImportStatus.inProgress(accepted.run().startedAt(), 0, "snap"));
    }

    @Test
    default void aCellThatWasNeverImportedHasNoStanding() {
        assertThat(journal().standing(cell("cell1").id())).isEmpty();
    }

    @Test
    default void aRunHasEndedOnceItWasAcceptedAndIsNotActive() {
        Accepted first = accept(cell("cell1"));
        long number = first.run().number();
        assertThat(journal().hasEnded(number)).isFalse();

        fail(first.toImporting(1000));

        assertThat(journal().hasEnded(number)).isTrue();
        assertThat(journal().hasEnded(number + 1)).as("never accepted").isFalse();
        journal().record(accept(cell("cell2")).toCancelled(LATER));
        unit().pass(Duration.ofDays(2));
        journal().forgetEndedBefore(Duration.ofDays(1));
        assertThat(journal().hasEnded(number + 1)).as("forgotten").isTrue();
    }

    @Test
    default void everyStateIsReadBackAsItWasWritten() {
        Accepted accepted = accept(cell("cell1"));
        assertThat(state(accepted)).contains(accepted);
        Importing importing = accepted.toImporting(1000).at(420, 4);
        Completed completed = importing.toActivating().toCompleted(summary(), LATER);
        for (ImportState state : List.of(
                importing,
                importing.toInterrupted(500, 5),
                importing.toInterrupted(500, 5).toImporting(1000),
                importing.toInterrupted(500, 5).toImporting(1000).toActivating())) {
            journal().record(state);
            unit().reopen();
            assertThat(state(accepted)).contains(state);
        }
        assertThatThrownBy(() -> journal().record(completed)).isInstanceOf(LostRunException.class);
    }

    @Test
    default void aFailureIsKeptWithItsCodeAndPlaceAfterARestart() {
        Failed failed = fail(accept(cell("cell1")).toImporting(1000).at(420, 4));

        unit().reopen();

        assertThat(journal().standing(failed.run().cellId())).contains(failed);
        assertThat(failed.status().percent()).isEqualTo(42);
    }

    @Test
    default void aNewRunHidesTheOldFailureAtOnce() {
        Cell cell = cell("cell1");
        fail(accept(cell).toImporting(1000));

        Accepted second = accept(cell);

        assertThat(journal().standing(cell.id())).contains(second);
    }

    @Test
    default void aCancelledRunFallsBackToTheFailureBeforeIt() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell).toImporting(1000));

        journal().record(accept(cell).toCancelled(LATER));

        assertThat(journal().standing(cell.id())).contains(failed);
    }

    @Test
    default void aDryRunEndsWithoutAnActivationAndDecidesNoStatus() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell).toImporting(1000));
        Accepted dry = accept(cell, true);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(journal().active(cell.id())).contains(dry);
        complete(dry);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(unit().generation(cell)).isEmpty();
    }

    @Test
    default void theHistoryIsNewestFirstAndBounded() {
        Cell cell = cell("cell1");
        Failed first = fail(accept(cell));
        Failed second = fail(accept(cell));
        Accepted third = accept(cell);

        assertThat(journal().history(cell.id(), 2)).extracting(RunRecord::state).containsExactly(third, second);
        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .contains(first);
        assertThat(journal().history(cell("cell2").id(), 10)).isEmpty();
    }

    @Test
    default void aRecordKnowsWhenItsFirstAttemptBegan() {
        Accepted accepted = accept(cell("cell1"));
        String cellId = accepted.run().cellId();
        assertThat(journal().history(cellId, 1).get(0).begunAt()).isNull();
        Importing importing = accepted.toImporting(1000);
        journal().record(importing);
        Instant begunAt = journal().history(cellId, 1).get(0).begunAt();

        journal().record(importing.toInterrupted(1, 1));
        journal().record(importing.toInterrupted(1, 1).toImporting(1000));

        assertThat(begunAt).isNotNull();
        assertThat(journal().history(cellId, 1).get(0).begunAt()).isEqualTo(begunAt);
    }

    @Test
    default void activeRunsAreListedOldestFirst() {
        Accepted first = accept(cell("cell1"));
        Accepted second = accept(cell("cell2"));
        fail(accept(cell("cell3")));

        assertThat(journal().active()).containsExactly(first, second);
    }

    @Test
    default void aRunIsFoundInItsOwnCellOnly() {
        Accepted accepted = accept(cell("cell1"));
        String importId = accepted.run().importId();

        assertThat(journal().record(accepted.run().cellId(), importId)).isPresent();
        assertThat(journal().record(cell("cell2").id(), importId)).isEmpty();
        assertThat(journal().record(accepted.run().cellId(), "none")).isEmpty();
        assertThat(journal().active(cell("cell3").id())).isEmpty();
    }
}
