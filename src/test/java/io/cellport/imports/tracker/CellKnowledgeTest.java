package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.NumberedRuns;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a tracker says of a cell, from messages and from reads of the journal that overtake each other. */
class CellKnowledgeTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final long SECOND = 1_000_000_000L;

    /** The clock of messages begins anywhere. */
    private static final long NOW = 1_000_000 * SECOND;

    private final CellKnowledge cell = new CellKnowledge(false);

    private final CellKnowledge shared = new CellKnowledge(true);

    @Test
    void aMessageIsAnsweredForTwoSeconds() {
        cell.receive(active(1, 1, 7), NOW);

        assertThat(cell.atOnce(NOW + 2 * SECOND - 1)).contains(inProgress(7));
        assertThat(cell.atOnce(NOW + 2 * SECOND)).isEmpty();
    }

    @Test
    void inAClusterAMessageNeverMakesARunActiveThatAnotherNodeMayHaveCancelled() {
        shared.receive(active(2, 1, 7), NOW);

        assertThat(shared.atOnce(NOW)).isEmpty();
        assertThat(shared.read(completed(1), NOW)).isEqualTo(ImportStatus.READY);
        shared.receive(active(2, 1, 8), NOW + 2);
        assertThat(shared.read(completed(1), NOW + 1)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void inAClusterAMessageTellsHowFarAnActiveRunIs() {
        shared.receive(active(1, 1, 7), NOW);
        assertThat(shared.read(accepted(1), NOW + 1)).isEqualTo(inProgress(7));

        assertThat(shared.read(accepted(2), NOW + 2)).isEqualTo(inProgress(0));
    }

    @Test
    void aRepeatedMessageDoesNotCountAsFresh() {
        cell.receive(active(1, 1, 7), NOW);
        cell.receive(active(1, 1, 7), NOW + 3 * SECOND);

        assertThat(cell.atOnce(NOW + 3 * SECOND)).isEmpty();
    }

    @Test
    void aReadThatALaterReadOvertookAnswersAsTheLaterOne() {
        assertThat(cell.read(completed(2), NOW + 2)).isEqualTo(ImportStatus.READY);

        assertThat(cell.read(accepted(2), NOW + 1)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void ofTwoReadsThatBeganAtTheSameTimeTheSecondToReturnCounts() {
        cell.read(completed(1), NOW);

        assertThat(cell.read(accepted(2), NOW)).isEqualTo(inProgress(0));
    }

    @Test
    void aMessageDuringTheReadAboutANewerRunIsAnswered() {
        cell.receive(active(2, 1, 7), NOW + 1);

        assertThat(cell.read(completed(1), NOW)).isEqualTo(inProgress(7));
    }

    @Test
    void aMessageAtTheBeginningOfTheReadAboutANewerRunIsAnswered() {
        cell.receive(active(2, 1, 7), NOW);

        assertThat(cell.read(completed(1), NOW)).isEqualTo(inProgress(7));
    }

    @Test
    void anEndInTheJournalOverridesTheMessagesOfTheRun() {
        cell.receive(active(2, 1, 99), NOW + 1);

        assertThat(cell.read(completed(2), NOW)).isEqualTo(ImportStatus.READY);
        assertThat(cell.atOnce(NOW + 1)).isEmpty();
    }

    @Test
    void aMessageDuringTheReadAboutAnEndIsNotAnsweredAsActive() {
        cell.receive(failed(2), NOW + 1);

        assertThat(cell.read(completed(1), NOW)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void withoutMessagesTheJournalIsAnswered() {
        assertThat(cell.read(Optional.empty(), NOW)).isEqualTo(ImportStatus.READY);
        assertThat(cell.read(accepted(1), NOW + 1)).isEqualTo(inProgress(0));
    }

    @Test
    void messagesOfTheActiveRunAreAnswered() {
        cell.read(accepted(2), NOW);
        cell.receive(active(2, 1, 7), NOW + 1);

        assertThat(cell.atOnce(NOW + 1)).contains(inProgress(7));
    }

    @Test
    void messagesOfARunBeforeTheActiveOneAreNotAnswered() {
        cell.read(accepted(2), NOW);
        cell.receive(active(1, 1, 7), NOW + 1);

        assertThat(cell.atOnce(NOW + 1)).isEmpty();
    }

    @Test
    void lateMessagesOfARunThatTheJournalPassesOverAreNotAnswered() {
        cell.receive(active(2, 1, 7), NOW);
        assertThat(cell.read(completed(1), NOW + 1)).isEqualTo(ImportStatus.READY);

        cell.receive(active(2, 2, 8), NOW + 2);

        assertThat(cell.atOnce(NOW + 2)).isEmpty();
    }

    @Test
    void messagesOfTheRunAfterACancelledOneAreAnswered() {
        cell.receive(active(2, 1, 7), NOW);
        cell.read(completed(1), NOW + 1);

        cell.receive(active(3, 1, 1), NOW + 2);

        assertThat(cell.atOnce(NOW + 2)).contains(inProgress(1));
    }

    @Test
    void messagesOfAnEndedRunAreNotAnswered() {
        cell.receive(failed(2), NOW);
        cell.receive(active(2, 9, 50), NOW + 1);

        assertThat(cell.atOnce(NOW + 1)).isEmpty();
    }

    @Test
    void aReadDoesNotLowerThePercentage() {
        cell.receive(active(2, 1, 50), NOW);

        assertThat(cell.atOnce(NOW)).contains(inProgress(50));
        assertThat(cell.read(accepted(2), NOW + 1)).isEqualTo(inProgress(50));
    }

    private static ImportProgress active(long run, long sequence, int percent) {
        return message(run, sequence, inProgress(percent));
    }

    private static ImportProgress failed(long run) {
        return message(run, 8, ImportStatus.failed(START, 0, "snap", ApiError.of(ErrorCode.PR500_SV_0000)));
    }

    private static ImportProgress message(long run, long sequence, ImportStatus status) {
        return new ImportProgress(
                "cell",
                "run" + run,
                new ImportProgress.Version(run, 1, sequence),
                false,
                status,
                new ImportProgress.Work(0, 100, 0, START));
    }

    private static ImportStatus inProgress(int percent) {
        return ImportStatus.inProgress(START, percent, "snap");
    }

    private static Optional<DecidedStatus> accepted(long run) {
        return Optional.of(DecidedStatus.of(new Accepted(NumberedRuns.run(run, START), Progress.NONE)));
    }

    private static Optional<DecidedStatus> completed(long run) {
        return Optional.of(DecidedStatus.of(NumberedRuns.completed(run, START)));
    }
}
