package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import org.junit.jupiter.api.Test;

/** What every tracker must say while a run is active, whatever becomes of its messages. */
interface TrackerActiveContract extends TrackedUnit {

    @Test
    default void anAcceptedRunIsInProgressAtZero() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
    }

    @Test
    default void anAcceptedRunWhoseMessageWasLostIsInProgress() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.unheard(this, cell);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
    }

    @Test
    default void aRunAcceptedAfterAReadyAnswerIsInProgress() {
        Cell cell = cell("a");
        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
        DrivenRun run = DrivenRun.unheard(this, cell);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
    }

    @Test
    default void thePercentageComesFromTheMessages() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
        run.at(429);
        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
        run.at(430);
        assertThat(status(cell)).isEqualTo(run.inProgressAt(43));
    }

    @Test
    default void aRepeatedMessageChangesNothing() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420);
        ImportProgress message = run.message();
        run.deliver(message);
        run.deliver(message);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void aMessageThatANewerOneOvertookIsIgnored() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000);
        ImportProgress early = run.message();
        run.at(420);
        run.deliver(early);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void afterLostMessagesTheNextOneCounts() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.unheard(this, cell).begin(1_000).at(100).at(200);
        run.deliver(run.at(420).message());

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void messagesOfAnAttemptThatLostItsRunAreIgnored() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(200);
        ImportProgress stale = run.lateMessage(900);
        run.interrupt(200).begin(1_000).at(400);
        run.deliver(stale);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(40));
    }

    @Test
    default void aNewAttemptThatIsBehindKeepsThePercentage() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420);
        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
        run.interrupt(420).begin(1_000);
        run.deliver(run.lateMessage(100));

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void whenMessagesStopThePercentageStays() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420);
        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
        clock().advance(CellKnowledge.FRESH);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void aRunWithEverythingStoredIsNotYetComplete() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(1_000);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(99));
        run.activate();
        assertThat(status(cell)).isEqualTo(run.inProgressAt(99));
    }

    @Test
    default void anInterruptedRunIsInProgress() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).interrupt(420);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void anEmptySnapshotHasAPercentage() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(0).at(0);

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
        run.complete();
        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aNewRunHidesTheOldFailureAtOnce() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).at(420).fail();
        DrivenRun second = DrivenRun.unheard(this, cell);

        assertThat(status(cell)).isEqualTo(second.inProgressAt(0));
    }

    @Test
    default void lateMessagesOfAnOldRunDoNotAffectTheNewOne() {
        Cell cell = cell("a");
        DrivenRun first = DrivenRun.of(this, cell).begin(1_000);
        ImportProgress late = first.lateMessage(900);
        first.fail();
        DrivenRun second = DrivenRun.of(this, cell).begin(1_000).at(100);
        first.deliver(late);

        assertThat(status(cell)).isEqualTo(second.inProgressAt(10));
    }

    @Test
    default void twoCellsDoNotAffectEachOther() {
        Cell one = cell("a");
        Cell two = cell("b");
        DrivenRun first = DrivenRun.of(this, one).begin(1_000);
        DrivenRun second = DrivenRun.of(this, two).begin(1_000).at(420);
        first.at(100);
        assertThat(status(one)).isEqualTo(first.inProgressAt(10));
        assertThat(status(two)).isEqualTo(second.inProgressAt(42));

        first.fail();
        assertThat(status(one)).isEqualTo(first.failedAt(10));
        assertThat(status(two)).isEqualTo(second.inProgressAt(42));
    }

    @Test
    default void aDryRunLeavesTheStatusAlone() {
        Cell cell = cell("a");
        DrivenRun failed = DrivenRun.of(this, cell).begin(1_000).at(420).fail();
        DrivenRun dry = DrivenRun.dry(this, cell).begin(1_000).at(900);

        assertThat(status(cell)).isEqualTo(failed.failedAt(42));
        dry.complete();
        assertThat(status(cell)).isEqualTo(failed.failedAt(42));
        DrivenRun.dry(this, cell("b")).begin(1_000).fail();
        assertThat(status(store().find("b").orElseThrow())).isEqualTo(ImportStatus.READY);
    }
}
