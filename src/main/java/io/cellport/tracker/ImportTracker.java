package io.cellport.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.message.Addresses;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportProgress;
import io.cellport.message.ReplyErrors;
import io.cellport.message.RunReport;
import io.cellport.message.RunReports;
import io.cellport.message.RunsQuery;
import io.cellport.message.StatusQuery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how every import stands, and answers status requests of this node. A percentage of an active run comes from the
 * importer's messages; everything else, and above all {@code ready}, is read from the journal, so that a lost message
 * can delay a percentage but never turn a run into a success. Runs on one event loop.
 */
public final class ImportTracker extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImportTracker.class);

    private static final int JOURNAL_THREADS = 2;

    /** How long a cell is remembered that nobody asks about and no message comes of. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Journal journal;
    private final RunReporting reporting;
    private final Cache<String, Heard> latest =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();
    private final Cache<String, CellKnowledge> cells =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();
    private WorkerExecutor journalWorker;

    /** @param stalledAfter silence after which an active run counts as stalled */
    public ImportTracker(Journal journal, Clock clock, Duration stalledAfter) {
        this.journal = journal;
        this.reporting = new RunReporting(clock, stalledAfter);
    }

    @Override
    public Future<?> start() {
        journalWorker = vertx.createSharedWorkerExecutor("cellport-journal", JOURNAL_THREADS);
        vertx.eventBus().<ImportProgress>consumer(Addresses.IMPORT_PROGRESS, message -> hear(message.body()));
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, this::answerStatus);
        vertx.eventBus().<RunsQuery>localConsumer(Addresses.IMPORT_RUNS, this::answerRuns);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return journalWorker.close();
    }

    private void hear(ImportProgress progress) {
        Heard before = latest.getIfPresent(progress.cellId());
        latest.put(progress.cellId(), before == null ? Heard.first(progress) : before.hearing(progress));
        if (!progress.validateOnly()) {
            knowledge(progress.cellId()).hear(progress, System.nanoTime());
        }
    }

    private CellKnowledge knowledge(String cellId) {
        return cells.get(cellId, unknown -> new CellKnowledge());
    }

    private void answerStatus(Message<StatusQuery> query) {
        StatusQuery asked = query.body();
        CellKnowledge cell = knowledge(asked.cellId());
        long now = System.nanoTime();
        cell.atOnce(now)
                .ifPresentOrElse(
                        query::reply,
                        () -> answerFromJournal(
                                query,
                                asked.requestKey(),
                                () -> journal.standing(asked.cellId()),
                                standing -> cell.read(standing, now)));
    }

    private void answerRuns(Message<RunsQuery> query) {
        answerFromJournal(query, query.body().requestKey(), () -> runs(query.body()), Function.identity());
    }

    private RunReports runs(RunsQuery query) {
        Optional<Heard> heard = Optional.ofNullable(latest.getIfPresent(query.cellId()));
        List<Journal.RunRecord> found = query.importId() == null
                ? journal.history(query.cellId(), query.limit())
                : journal.record(query.cellId(), query.importId()).stream().toList();
        List<RunReport> reports =
                found.stream().map(run -> reporting.report(run, heard)).toList();
        return new RunReports(reports);
    }

    /** Reads on the journal's pool; {@code answer} makes of it, back on the event loop, what is replied. */
    private <T> void answerFromJournal(Message<?> query, String requestKey, Callable<T> read, Function<T, ?> answer) {
        journalWorker
                .executeBlocking(read, false)
                .onSuccess(found -> query.reply(answer.apply(found)))
                .onFailure(failure -> {
                    LOG.error("[{}] journal unreadable", requestKey, failure);
                    ReplyErrors.fail(query, ErrorCode.PR503_SV_0003.with());
                });
    }
}
