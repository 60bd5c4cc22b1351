package io.cellport.imports.tracker;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Ended;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.ImportProgress.Work;
import io.cellport.imports.message.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Combines what the journal and the newest message say about a run. Immutable. */
public final class RunViews {

    private final Duration stalledAfter;
    private final boolean isShared;

    /**
     * Views by the clock of the journal.
     *
     * @param isShared whether messages may come from other nodes, whose clocks may be wrong; whatever these tell, the
     *     journal knew before
     */
    public RunViews(Duration stalledAfter, boolean isShared) {
        this.stalledAfter = stalledAfter;
        this.isShared = isShared;
    }

    /**
     * The view of a run.
     *
     * @param received the newest message about the run's cell, which may be about another run
     */
    public RunView report(RunRecord found, Optional<LiveRun> received) {
        ImportState state = found.state();
        ImportRun run = state.run();
        Optional<LiveRun> live = received.filter(latest -> state instanceof Active && latest.isAbout(run));
        Optional<Work> work = live.map(known -> known.latest().work());
        Progress progress = work.map(latest -> state.progress().at(latest.doneBytes(), latest.doneEntries()))
                .orElse(state.progress());
        Optional<GenerationSummary> summary =
                state instanceof Completed completed ? Optional.of(completed.summary()) : Optional.empty();
        Instant now = found.readAt();
        Instant lastActivity = work.map(Work::at)
                .filter(at -> !isShared && at.isAfter(found.recordedAt()))
                .orElse(found.recordedAt());
        boolean stalled =
                state instanceof Active && lastActivity.plus(stalledAfter).isBefore(now);
        return new RunView(
                run.importId(),
                state.name(),
                run.validateOnly(),
                run.snapshot(),
                run.snapshotSha256(),
                run.startedBy(),
                run.startedAt(),
                found.begunAt(),
                state instanceof Ended ended ? ended.finishedAt() : null,
                found.begunAt() == null ? 0 : run.attempt(),
                state instanceof Completed ? 100 : progress.percent(),
                progress.doneEntries(),
                state instanceof Completed ? Long.valueOf(progress.doneEntries()) : null,
                progress.doneBytes(),
                progress.totalBytes(),
                run.ignoredEntries(),
                summary.map(GenerationSummary::entities).orElse(null),
                summary.map(GenerationSummary::files).orElse(null),
                bytesPerSecond(found, live).stream()
                        .mapToObj(Math::round)
                        .findFirst()
                        .orElse(null),
                live.filter(moving -> !stalled)
                        .flatMap(moving -> moving.pace().eta(now))
                        .orElse(null),
                lastActivity,
                stalled,
                summary.map(GenerationSummary::danglingReferences).orElse(null),
                state instanceof Failed failed ? failure(failed.failure()) : null);
    }

    private static OptionalDouble bytesPerSecond(RunRecord found, Optional<LiveRun> live) {
        if (found.state() instanceof Ended ended && found.begunAt() != null) {
            long bytes = ended.progress().doneBytes();
            return Pace.bytesPerSecond(bytes, Duration.between(found.begunAt(), ended.finishedAt()));
        }
        return live.map(known -> known.pace().bytesPerSecond()).orElse(OptionalDouble.empty());
    }

    private static RunView.Failure failure(ImportFailure failure) {
        return new RunView.Failure(failure.error(), failure.entry(), failure.line() == 0 ? null : failure.line());
    }
}
