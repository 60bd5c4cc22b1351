package io.cellport.exports.tracker;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.exports.journal.ExportRun;
import io.cellport.exports.journal.ExportState;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Failed;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.exports.message.ExportProgress;
import io.cellport.exports.message.ExportView;
import io.cellport.imports.journal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Combines what the journal and the messages say about an export. Stateless. */
final class ExportViews {

    private ExportViews() {}

    /** @param told the furthest that was heard of the cell's newest run, which may be another one */
    static ExportView of(OnRecord found, Optional<ExportProgress> told) {
        ExportState state = found.state();
        ExportRun run = state.run();
        Progress progress = told.filter(latest -> state instanceof Active && latest.run() == run.number())
                .map(latest -> state.progress().at(latest.doneBytes(), latest.doneEntries()))
                .orElse(state.progress());
        Completed completed = state instanceof Completed done ? done : null;
        Optional<GenerationSummary> summary = Optional.ofNullable(completed).map(Completed::summary);
        Instant finishedAt = state instanceof Ended ended ? ended.finishedAt() : null;
        return new ExportView(
                run.exportId(),
                state.name(),
                run.name(),
                run.startedBy(),
                run.startedAt(),
                found.begunAt(),
                finishedAt,
                found.begunAt() == null ? 0 : run.attempt(),
                completed != null ? 100 : progress.percent(),
                progress.doneEntries(),
                progress.doneBytes(),
                progress.totalBytes(),
                summary.map(GenerationSummary::entities).orElse(null),
                summary.map(GenerationSummary::files).orElse(null),
                completed == null ? null : Long.valueOf(completed.size()),
                completed == null ? null : completed.sha256(),
                bytesPerSecond(progress.doneBytes(), found.begunAt(), finishedAt),
                state instanceof Failed failed ? failed.error() : null);
    }

    private static @Nullable Long bytesPerSecond(long bytes, @Nullable Instant begun, @Nullable Instant end) {
        if (begun == null || end == null || !end.isAfter(begun)) {
            return null;
        }
        return Math.round(bytes * 1_000.0 / Duration.between(begun, end).toMillis());
    }
}
