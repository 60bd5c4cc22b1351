package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunView;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every tracker must tell in its records of runs. */
interface TrackerRecordContract extends TrackedUnit {

    @Test
    default void aCellWithoutRunsHasNoRecords() {
        assertThat(runs("no such cell", null, 10)).isEmpty();
        assertThat(runs(cell("a").id(), null, 10)).isEmpty();
    }

    @Test
    default void anUnknownImportHasNoRecord() {
        Cell one = cell("a");
        Cell two = cell("b");
        DrivenRun run = DrivenRun.of(this, one);

        assertThat(runs(one.id(), "unknown", 10)).isEmpty();
        assertThat(runs(two.id(), run.importId(), 10)).isEmpty();
    }

    @Test
    default void recordsIncludeDryRunsAndAreNewestFirstAndBounded() {
        Cell cell = cell("a");
        DrivenRun first = DrivenRun.of(this, cell).fail();
        DrivenRun second = DrivenRun.dry(this, cell).cancel();
        DrivenRun third = DrivenRun.of(this, cell);

        assertThat(runs(cell.id(), null, 10))
                .extracting(RunView::importId)
                .containsExactly(third.importId(), second.importId(), first.importId());
        assertThat(runs(cell.id(), null, 2))
                .extracting(RunView::importId)
                .containsExactly(third.importId(), second.importId());
    }

    @Test
    default void aWaitingRunHasNotBegun() {
        RunView report = DrivenRun.of(this, cell("a")).report();

        assertThat(report.state()).isEqualTo("Accepted");
        assertThat(report.acceptedAt()).isEqualTo(clock().instant());
        assertThat(report.startedAt()).isNull();
        assertThat(report.ignoredEntries()).isEqualTo(7);
        assertThat(report.attempts()).isZero();
    }

    @Test
    default void anActiveRunIsAsFarAsItsMessagesSay() {
        DrivenRun run = DrivenRun.of(this, cell("a")).begin(1_000);
        ImportProgress early = run.message();
        run.at(420);
        run.deliver(early);

        assertThat(run.report())
                .extracting(
                        RunView::state,
                        RunView::percent,
                        RunView::bytesDone,
                        RunView::bytesTotal,
                        RunView::entriesDone,
                        RunView::entriesTotal,
                        RunView::attempts)
                .containsExactly("Importing", 42, 420L, 1_000L, 420L, null, 1);
    }

    @Test
    default void messagesAboutAnotherRunChangeNoRecord() {
        Cell cell = cell("a");
        DrivenRun first = DrivenRun.of(this, cell).begin(1_000).at(420);
        ImportProgress late = first.lateMessage(900);
        first.fail();
        DrivenRun second = DrivenRun.of(this, cell).begin(1_000);
        second.deliver(late);

        assertThat(first.report().percent()).isEqualTo(42);
        assertThat(second.report().percent()).isZero();
    }

    @Test
    default void aCompletedRunHasAllItsNumbers() {
        DrivenRun run = DrivenRun.of(this, cell("a")).begin(1_000).at(1_000);
        clock().advance(Duration.ofSeconds(4));
        run.complete();

        RunView report = run.report();
        assertThat(report.percent()).isEqualTo(100);
        assertThat(report.entriesTotal()).isEqualTo(1_000);
        assertThat(report.entities()).containsEntry("Box", 2L);
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.danglingReferences()).isEqualTo(5);
        assertThat(report.finishedAt()).isEqualTo(clock().instant());
        assertThat(report.eta()).isNull();
        assertThat(report.error()).isNull();
    }

    @Test
    default void aFailedRunSaysWhyAndWhere() {
        RunView report =
                DrivenRun.of(this, cell("a")).begin(1_000).at(420).fail().report();

        assertThat(report.percent()).isEqualTo(42);
        assertThat(report.error().error()).isEqualTo(DrivenRun.FAILURE.error());
        assertThat(report.error().entry()).isEqualTo(DrivenRun.FAILURE.entry());
        assertThat(report.error().line()).isEqualTo(DrivenRun.FAILURE.line());
    }

    @Test
    default void aRunWithoutMessagesIsStalledUntilTheNextMessage() {
        DrivenRun run = DrivenRun.of(this, cell("a")).begin(1_000).at(100);
        clock().advance(STALLED_AFTER);
        assertThat(run.report().stalled()).isFalse();
        clock().advance(Duration.ofSeconds(1));
        assertThat(run.report().stalled()).isTrue();

        run.at(100);
        assertThat(run.report().stalled()).isFalse();
        clock().advance(STALLED_AFTER.plusSeconds(1));
        assertThat(run.report().stalled()).isTrue();
        run.fail();
        clock().advance(STALLED_AFTER.plusSeconds(1));
        assertThat(run.report().stalled()).as("an end is no stall").isFalse();
    }

    @Test
    default void theSpeedOfARunDoesNotCountTheTimeThatItWaited() {
        DrivenRun run = DrivenRun.of(this, cell("a"));
        clock().advance(Duration.ofMinutes(10));
        run.begin(1_000);
        clock().advance(Duration.ofSeconds(5));
        run.at(250);
        clock().advance(Duration.ofSeconds(5));
        run.at(500);

        RunView report = run.report();
        assertThat(report.bytesPerSecond()).isEqualTo(50);
        assertThat(report.eta().earliest()).isEqualTo(clock().instant().plusSeconds(10));
        assertThat(report.eta().latest()).isEqualTo(clock().instant().plusSeconds(12));
        clock().advance(STALLED_AFTER.plusSeconds(1));
        assertThat(run.report().eta()).as("nobody knows when it goes on").isNull();
    }

    @Test
    default void theSpeedOfAnEndedRunIsTheMeanFromItsBeginningToItsEnd() {
        DrivenRun run = DrivenRun.of(this, cell("a"));
        clock().advance(Duration.ofMinutes(10));
        run.begin(1_000);
        clock().advance(Duration.ofSeconds(8));
        run.at(420);
        clock().advance(Duration.ofSeconds(2));

        assertThat(run.fail().report().bytesPerSecond()).isEqualTo(42);
        restart();
        assertThat(run.report().bytesPerSecond()).isEqualTo(42);
    }

    @Test
    default void aRunThatTookNoTimeHasNoSpeed() {
        assertThat(DrivenRun.of(this, cell("a")).cancel().report().bytesPerSecond())
                .isNull();
        assertThat(DrivenRun.of(this, cell("b"))
                        .begin(1_000)
                        .at(420)
                        .fail()
                        .report()
                        .bytesPerSecond())
                .isNull();
    }

    @Test
    default void aRestartKeepsTheRecords() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).at(420).fail();
        DrivenRun.of(this, cell).begin(1_000).interrupt(420);
        List<RunView> before = runs(cell.id(), null, 10);

        restart();

        assertThat(runs(cell.id(), null, 10)).isEqualTo(before).hasSize(2);
    }

    @Test
    default void withAnUnreadableJournalThereAreNoRecords() {
        DrivenRun run = DrivenRun.of(this, cell("a")).begin(1_000).at(420);
        breakJournal(run.message().cellId());

        Future<List<RunView>> answer = askRuns(run.message().cellId(), run.importId(), 1);
        assertThatThrownBy(answer::await).isNotNull();
        assertThat(ReplyErrors.errorOf(answer.cause())).contains(ApiError.of(ErrorCode.PR503_SV_0003));
    }
}
