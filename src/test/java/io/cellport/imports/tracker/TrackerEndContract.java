package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportProgress.Version;
import io.cellport.imports.message.ImportProgress.Work;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every tracker must say when nothing runs: nothing but what the journal says. */
interface TrackerEndContract extends TrackedUnit {

    @Test
    default void anUnknownCellIsReady() {
        assertThat(status("no such cell")).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aCellThatWasNeverImportedIsReady() {
        assertThat(status(cell("a"))).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aCompletedRunIsReady() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).complete();

        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aFailedRunHasItsNameItsTimeItsPercentageAndItsError() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420).fail();

        assertThat(status(cell)).isEqualTo(run.failedAt(42));
    }

    @Test
    default void anEndWhoseMessageWasLostIsAnswered() {
        Cell completed = cell("a");
        Cell failed = cell("b");
        DrivenRun.of(this, completed).begin(1_000).at(420).fallSilent().complete();
        DrivenRun failure =
                DrivenRun.of(this, failed).begin(1_000).at(420).fallSilent().fail();
        clock().advance(CellKnowledge.FRESH);

        assertThat(status(completed)).isEqualTo(ImportStatus.READY);
        assertThat(status(failed)).isEqualTo(failure.failedAt(42));
    }

    @Test
    default void anEndIsAnsweredOnlyAsTheJournalHasIt() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000);
        ImportProgress message = run.message();
        run.deliver(new ImportProgress(
                message.cellId(),
                message.importId(),
                new Version(message.version().run(), 1, Long.MAX_VALUE),
                false,
                ImportStatus.READY,
                message.work()));

        assertThat(status(cell)).isEqualTo(run.inProgressAt(0));
    }

    @Test
    default void messagesAfterTheEndChangeNothing() {
        Cell completed = cell("a");
        Cell failed = cell("b");
        Cell cancelled = cell("c");
        DrivenRun first = DrivenRun.of(this, completed).begin(1_000).at(420);
        DrivenRun second = DrivenRun.of(this, failed).begin(1_000).at(420);
        DrivenRun third = DrivenRun.of(this, cancelled).begin(1_000).at(420);
        List<ImportProgress> late =
                Stream.of(first, second, third).map(run -> run.lateMessage(900)).toList();
        first.complete();
        second.fail();
        third.cancel();
        assertThat(status(completed)).isEqualTo(ImportStatus.READY);
        assertThat(status(failed)).isEqualTo(second.failedAt(42));
        assertThat(status(cancelled)).isEqualTo(ImportStatus.READY);
        late.forEach(first::deliver);

        assertThat(status(completed)).isEqualTo(ImportStatus.READY);
        assertThat(status(failed)).isEqualTo(second.failedAt(42));
        assertThat(status(cancelled)).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aRunCancelledLeavesTheCellReady() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).cancel();

        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aRunCancelledAfterACompletedOneLeavesTheCellReady() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).complete();
        DrivenRun.of(this, cell).begin(1_000).at(420).cancel();

        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    default void aRunCancelledAfterAFailedOneLeavesTheFailure() {
        Cell cell = cell("a");
        DrivenRun failed = DrivenRun.of(this, cell).begin(1_000).at(420).fail();
        DrivenRun.of(this, cell).begin(1_000).at(900).cancel();

        assertThat(status(cell)).isEqualTo(failed.failedAt(42));
    }

    @Test
    default void aRunCancelledBeforeItBeganLeavesTheFailure() {
        Cell cell = cell("a");
        DrivenRun failed = DrivenRun.of(this, cell).begin(1_000).at(420).fail();
        DrivenRun.of(this, cell).cancel();

        assertThat(status(cell)).isEqualTo(failed.failedAt(42));
    }

    @Test
    default void aMessageAboutARunThatTheJournalDoesNotKnowCountsOnlyWhileItIsFresh() {
        Cell cell = cell("a");
        DrivenRun known = DrivenRun.of(this, cell).begin(1_000).fail();
        ImportStatus invented = ImportStatus.inProgress(Instant.EPOCH, 50, "invented");
        known.deliver(new ImportProgress(
                cell.id(), "invented", new Version(99, 1, 1), false, invented, new Work(1, 2, 1, Instant.EPOCH)));
        clock().advance(CellKnowledge.FRESH);

        assertThat(status(cell)).isEqualTo(known.failedAt(0));
    }

    @Test
    default void aRestartForgetsNoActiveRun() {
        Cell accepted = cell("a");
        Cell importing = cell("b");
        Cell activating = cell("c");
        DrivenRun first = DrivenRun.of(this, accepted);
        DrivenRun second = DrivenRun.of(this, importing).begin(1_000).at(420);
        DrivenRun third = DrivenRun.of(this, activating).begin(1_000).at(990).activate();

        restart();

        assertThat(status(accepted)).isEqualTo(first.inProgressAt(0));
        // The journal has no percentages; recovery reads them from the generation before requests are accepted.
        assertThat(status(importing)).isEqualTo(second.inProgressAt(0));
        assertThat(status(activating)).isEqualTo(third.inProgressAt(99));
    }

    @Test
    default void aRestartForgetsNoEnd() {
        Cell completed = cell("a");
        Cell failed = cell("b");
        Cell interrupted = cell("c");
        DrivenRun.of(this, completed).begin(1_000).complete();
        DrivenRun failure = DrivenRun.of(this, failed).begin(1_000).at(420).fail();
        DrivenRun run = DrivenRun.of(this, interrupted).begin(1_000).interrupt(420);

        restart();

        assertThat(status(completed)).isEqualTo(ImportStatus.READY);
        assertThat(status(failed)).isEqualTo(failure.failedAt(42));
        assertThat(status(interrupted)).isEqualTo(run.inProgressAt(42));
    }

    @Test
    default void whatIsUncertainIsAnErrorAndNeverReady() {
        Cell cell = cell("a");
        assertThat(status(cell)).isEqualTo(ImportStatus.READY);
        breakJournal(cell.id());

        assertUnavailable(askStatus(cell.id()));
    }

    @Test
    default void ofWhatIsUncertainOnlyAFreshMessageIsAnswered() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420);
        breakJournal(cell.id());

        assertThat(status(cell)).isEqualTo(run.inProgressAt(42));
        clock().advance(CellKnowledge.FRESH);
        assertUnavailable(askStatus(cell.id()));
    }

    @Test
    default void simultaneousQuestionsGetTheSameAnswer() {
        Cell cell = cell("a");
        DrivenRun.of(this, cell).begin(1_000).fail();
        List<Future<ImportStatus>> answers =
                Stream.generate(() -> askStatus(cell.id())).limit(50).toList();

        assertThat(Future.all(answers).await().<ImportStatus>list()).hasSize(50).containsOnly(status(cell));
    }

    @Test
    default void aClientThatAsksAfterEachMessageLearnsOfTheEnd() {
        Cell cell = cell("a");
        DrivenRun run = DrivenRun.of(this, cell).begin(1_000).at(420);
        List<ImportStatus> heard = new CopyOnWriteArrayList<>();
        var waiting = vertx().eventBus()
                .<ImportProgress>consumer(
                        Addresses.IMPORT_PROGRESS,
                        message -> askStatus(message.body().cellId()).onSuccess(heard::add));
        run.at(500);
        Awaitility.await().until(() -> heard.contains(run.inProgressAt(50)));
        run.complete();

        Awaitility.await().until(() -> heard.contains(ImportStatus.READY));
        waiting.unregister().await();
    }

    private static void assertUnavailable(Future<?> answer) {
        assertThatThrownBy(answer::await).isNotNull();
        assertThat(ReplyErrors.errorOf(answer.cause())).contains(ApiError.of(ErrorCode.PR503_SV_0003));
    }
}
