package io.cellport.imports.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.DryRun;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.journal.StatusView;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunsQuery;
import io.cellport.imports.message.StatusList;
import io.cellport.imports.message.StatusQuery;
import io.cellport.imports.message.StatusesQuery;
import io.cellport.metric.Metrics;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the status requests of this node. The percentage of an active run comes from the importer's messages, and on
 * a node alone also that it is active; everything else, above all {@code ready}, comes from the status view. So a lost
 * message can delay a percentage but never turn a run into a success. Records of runs are read from the journal on a
 * worker pool. Belongs to one event loop.
 */
public final class ImportTracker extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImportTracker.class);

    /** How long a cell is remembered without questions or messages about it. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final StatusView statuses;
    private final Journal journal;
    private final RunViews reporting;
    private final LongSupplier nanoTime;
    private final RecentCells<CellKnowledge> cells;
    private final Cache<String, LiveRun> liveRuns =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
    private final WorkerPool histories;

    /** @param stalledAfter an active run without a message for this long is reported as stalled */
    public ImportTracker(StatusView statuses, Journal journal, Duration stalledAfter, Metrics metrics) {
        this(statuses, journal, stalledAfter, metrics, System::nanoTime);
    }

    /** @param nanoTime a monotonic clock in nanoseconds, for the age of messages */
    ImportTracker(StatusView statuses, Journal journal, Duration stalledAfter, Metrics metrics, LongSupplier nanoTime) {
        this.statuses = statuses;
        this.cells = new RecentCells<>(() -> new CellKnowledge(statuses.isShared()));
        this.journal = journal;
        this.reporting = new RunViews(stalledAfter, statuses.isShared());
        this.histories = new WorkerPool("cellport-journal", 2, 1_000).measuredBy(metrics);
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<?> start() {
        vertx.eventBus().<ImportProgress>consumer(Addresses.IMPORT_PROGRESS, message -> receive(message.body()));
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, this::answerStatus);
        vertx.eventBus().<StatusesQuery>localConsumer(Addresses.IMPORT_STATUSES, this::answerStatuses);
        vertx.setPeriodic(REMEMBERED.toMillis(), timer -> cells.age());
        vertx.eventBus().<RunsQuery>localConsumer(Addresses.IMPORT_RUNS, this::answerRuns);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return histories.shutDown(StopBudgets.POOL);
    }

    private void receive(ImportProgress progress) {
        liveRuns.asMap()
                .compute(
                        progress.cellId(),
                        (cellId, live) -> live == null ? LiveRun.startingAt(progress) : live.receiving(progress));
        if (DryRun.decidesStatus(progress.validateOnly())) {
            cells.get(progress.cellId()).receive(progress, nanoTime.getAsLong());
        }
    }

    private void answerStatus(Message<StatusQuery> query) {
        orFail(
                        query,
                        query.body().requestKey(),
                        status(query.body().cellId(), query.body().askedAt()))
                .onSuccess(query::reply);
    }

    private Future<ImportStatus> status(String cellId, long askedAt) {
        CellKnowledge cell = cells.get(cellId);
        long now = nanoTime.getAsLong();
        Optional<ImportStatus> known = cell.atOnce(now);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        // What other processes change is known by a read that may have been sent as soon as the question came.
        long readAt = statuses.isShared() ? askedAt : now;
        Future<Optional<DecidedStatus>> read = statuses.standing(cellId, askedAt);
        return read.succeeded()
                ? Future.succeededFuture(cell.read(read.result(), readAt))
                : read.map(standing -> cell.read(standing, readAt));
    }

    /** Waits for nothing but a read that all cells share. */
    private void answerStatuses(Message<StatusesQuery> query) {
        StatusesQuery asked = query.body();
        orFail(query, asked.cellIds().size() + " cells", statuses.prepare(asked.cellIds(), asked.askedAt()))
                .onSuccess(ready -> query.reply(known(asked)));
    }

    private StatusList known(StatusesQuery asked) {
        List<Optional<ImportStatus>> known = new ArrayList<>(asked.cellIds().size());
        for (String cellId : asked.cellIds()) {
            known.add(Optional.ofNullable(status(cellId, asked.askedAt()).result()));
        }
        return new StatusList(known);
    }

    private void answerRuns(Message<RunsQuery> query) {
        Optional<LiveRun> live =
                Optional.ofNullable(liveRuns.getIfPresent(query.body().cellId()));
        orFail(query, query.body().requestKey(), histories.run(() -> runs(query.body())))
                .map(runs ->
                        runs.stream().map(run -> reporting.report(run, live)).toList())
                .onSuccess(reports -> query.reply(new RunList(reports)));
    }

    private List<RunRecord> runs(RunsQuery query) {
        return query.importId() == null
                ? journal.history(query.cellId(), query.limit())
                : journal.record(query.cellId(), query.importId()).stream().toList();
    }

    /** Answers with the failure of a read, if it fails. */
    private static <T> Future<T> orFail(Message<?> query, String requestKey, Future<T> read) {
        return read.onFailure(failure -> {
            if (failure instanceof ApiException refused) {
                ReplyErrors.fail(query, refused.error());
                return;
            }
            LOG.error("[{}] journal unreadable", requestKey, failure);
            ReplyErrors.fail(query, ApiError.of(ErrorCode.PR503_SV_0003));
        });
    }
}
