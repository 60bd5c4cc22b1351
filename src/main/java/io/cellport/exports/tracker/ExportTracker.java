package io.cellport.exports.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportProgress;
import io.cellport.exports.message.ExportRunList;
import io.cellport.exports.message.ExportRunsQuery;
import io.cellport.exports.message.ExportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.StatusQuery;
import io.cellport.metric.Metrics;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers how the exports of this node's clients stand. Whether one is active the journal says, in a read that begins
 * after the question, so that an answer is true on every node; messages only tell the percentage, which is never
 * smaller than one that was answered before. Belongs to one event loop.
 */
public final class ExportTracker extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExportTracker.class);

    /** How long progress is remembered without messages or questions. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final ExportJournal journal;
    private final WorkerPool statuses;
    private final WorkerPool histories;

    /** By cell: the furthest that was heard or answered of its newest run. */
    private final Cache<String, ExportProgress> furthest =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();

    public ExportTracker(ExportJournal journal, Metrics metrics) {
        this.journal = journal;
        this.statuses = new WorkerPool("cellport-export-status", 2, 10_000).measuredBy(metrics);
        this.histories = new WorkerPool("cellport-export-journal", 1, 1_000).measuredBy(metrics);
    }

    @Override
    public Future<?> start() {
        vertx.eventBus().<ExportProgress>consumer(ExportAddresses.PROGRESS, message -> advance(message.body()));
        vertx.eventBus().<StatusQuery>localConsumer(ExportAddresses.STATUS, this::answerStatus);
        vertx.eventBus().<ExportRunsQuery>localConsumer(ExportAddresses.RUNS, this::answerRuns);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(statuses.shutDown(StopBudgets.POOL), histories.shutDown(StopBudgets.POOL));
    }

    private ExportProgress advance(ExportProgress told) {
        return furthest.asMap().merge(told.cellId(), told, ExportTracker::further);
    }

    private static ExportProgress further(ExportProgress known, ExportProgress told) {
        boolean isFurther =
                told.run() > known.run() || (told.run() == known.run() && told.doneBytes() > known.doneBytes());
        return isFurther ? told : known;
    }

    private void answerStatus(Message<StatusQuery> query) {
        String cellId = query.body().cellId();
        orFail(query, query.body().requestKey(), statuses.run(() -> journal.active(cellId)))
                .onSuccess(active -> query.reply(active.map(this::status).orElse(ExportStatus.READY)));
    }

    private ExportStatus status(Active state) {
        ExportProgress known = advance(progress(state));
        int percent = known.run() == state.run().number()
                ? known.percent()
                : state.progress().percent();
        return new ExportStatus(state.run().startedAt(), percent, state.run().name());
    }

    private static ExportProgress progress(Active state) {
        return new ExportProgress(
                state.run().cellId(),
                state.run().number(),
                state.progress().percent(),
                state.progress().doneBytes(),
                state.progress().doneEntries());
    }

    private void answerRuns(Message<ExportRunsQuery> query) {
        ExportRunsQuery asked = query.body();
        orFail(query, asked.requestKey(), histories.run(() -> records(asked)))
                .onSuccess(records -> query.reply(new ExportRunList(records.stream()
                        .map(record ->
                                ExportViews.of(record, Optional.ofNullable(furthest.getIfPresent(asked.cellId()))))
                        .toList())));
    }

    private List<OnRecord> records(ExportRunsQuery query) {
        return query.exportId() == null
                ? journal.history(query.cellId(), query.limit())
                : journal.find(query.cellId(), query.exportId()).stream().toList();
    }

    /** Answers with the failure of a read, if it fails. */
    private static <T> Future<T> orFail(Message<?> query, String requestKey, Future<T> read) {
        return read.onFailure(failure -> {
            if (failure instanceof ApiException refused) {
                ReplyErrors.fail(query, refused.error());
                return;
            }
            LOG.error("[{}] journal of exports unreadable", requestKey, failure);
            ReplyErrors.fail(query, ApiError.of(ErrorCode.PR503_SV_0003));
        });
    }
}
