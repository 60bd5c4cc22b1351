package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.journal.NumberedRuns;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the messages about a run add to its record, and about another run do not. */
class LiveRunTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration STALLED = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock(START);

    private final RunViews reporting = new RunViews(STALLED, false);

    @Test
    void aRepeatedMessageChangesNothing() {
        LiveRun live = LiveRun.startingAt(message(1, 1, 50));

        assertThat(live.receiving(message(1, 1, 50))).isSameAs(live);
    }

    @Test
    void messagesAboutARunSayHowFarItIs() {
        RunView report = reporting.report(record(1, START), Optional.of(LiveRun.startingAt(message(1, 1, 50))));

        assertThat(report.bytesDone()).isEqualTo(50);
    }

    @Test
    void messagesAboutTheRunBeforeItDoNot() {
        RunView report = reporting.report(record(2, START), Optional.of(LiveRun.startingAt(message(1, 1, 50))));

        assertThat(report.bytesDone()).isZero();
        assertThat(report.bytesPerSecond()).isNull();
    }

    @Test
    void aRecordAfterTheLastMessageIsTheLastActivity() {
        Instant recorded = START.plusSeconds(20);
        clock.advance(STALLED.plusSeconds(10));

        RunView report = reporting.report(record(1, recorded), Optional.of(LiveRun.startingAt(message(1, 1, 50))));

        assertThat(report.lastActivityAt()).isEqualTo(recorded);
        assertThat(report.stalled()).isFalse();
    }

    @Test
    void aMessageAfterTheRecordIsTheLastActivity() {
        RunView report =
                reporting.report(record(1, START.minusSeconds(20)), Optional.of(LiveRun.startingAt(message(1, 1, 50))));

        assertThat(report.lastActivityAt()).isEqualTo(START);
    }

    /** The clock of another node says nothing about the time since the last sign of life. */
    @Test
    void inAClusterTheJournalAloneSaysWhenTheLastActivityWas() {
        RunViews inCluster = new RunViews(STALLED, true);
        clock.advance(Duration.ofSeconds(-100));
        RunRecord record = record(1, START.minusSeconds(131));

        RunView report = inCluster.report(record, Optional.of(LiveRun.startingAt(message(1, 1, 50))));

        assertThat(report.lastActivityAt()).isEqualTo(record.recordedAt());
        assertThat(report.stalled()).isTrue();
    }

    private RunRecord record(long run, Instant recordedAt) {
        return new RunRecord(
                new Accepted(NumberedRuns.run(run, START), Progress.NONE), null, recordedAt, clock.instant());
    }

    private static ImportProgress message(long run, long sequence, long bytes) {
        return new ImportProgress(
                "cell",
                "run" + run,
                new ImportProgress.Version(run, 1, sequence),
                false,
                ImportStatus.inProgress(START, 50, "snap"),
                new ImportProgress.Work(bytes, 100, 0, START));
    }
}
