package io.cellport.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.message.Addresses;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportProgress;
import io.cellport.message.ImportStatus;
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

    /** How long a message that comes out of order is still recognised as old. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Journal journal;
    private final RunReporting reporting;
    private final Cache<String, Heard> latest =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
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
        long now = System.nanoTime();
        Heard before = latest.getIfPresent(progress.cellId());
        latest.put(progress.cellId(), before == null ? Heard.first(progress, now) : before.hearing(progress, now));
    }

    private void answerStatus(Message<StatusQuery> query) {
        String cellId = query.body().cellId();
        Heard heard = latest.getIfPresent(cellId);
        if (heard != null && heard.tellsStatus(System.nanoTime())) {
            query.reply(heard.progress().status());
            return;
        }
        answerFromJournal(query, query.body().requestKey(), () -> status(cellId));
    }

    private ImportStatus status(String cellId) {
        return journal.standing(cellId)
                .map(state -> {
                    Heard heard = latest.getIfPresent(cellId);
                    return heard == null ? state.status() : heard.notBefore(state);
                })
                .orElse(ImportStatus.READY);
    }

    private void answerRuns(Message<RunsQuery> query) {
        answerFromJournal(query, query.body().requestKey(), () -> runs(query.body()));
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

    private void answerFromJournal(Message<?> query, String requestKey, Callable<?> answer) {
        journalWorker
                .executeBlocking(answer::call, false)
                .onSuccess(query::reply)
                .onFailure(failure -> {
                    LOG.error("[{}] journal unreadable", requestKey, failure);
                    ReplyErrors.fail(query, ErrorCode.PR503_SV_0003.with());
                });
    }
}
