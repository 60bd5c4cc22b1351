package io.cellport.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.message.Addresses;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportProgress;
import io.cellport.message.ReplyErrors;
import io.cellport.message.StatusQuery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
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
    private final Cache<String, CellKnowledge> cells =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();
    private WorkerExecutor journalWorker;

    public ImportTracker(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Future<?> start() {
        journalWorker = vertx.createSharedWorkerExecutor("cellport-journal", JOURNAL_THREADS);
        vertx.eventBus().<ImportProgress>consumer(Addresses.IMPORT_PROGRESS, message -> hear(message.body()));
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, this::answer);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return journalWorker.close();
    }

    private void hear(ImportProgress progress) {
        knowledge(progress.cellId()).hear(progress, System.nanoTime());
    }

    private CellKnowledge knowledge(String cellId) {
        return cells.get(cellId, unknown -> new CellKnowledge());
    }

    private void answer(Message<StatusQuery> query) {
        CellKnowledge cell = knowledge(query.body().cellId());
        long now = System.nanoTime();
        cell.atOnce(now).ifPresentOrElse(query::reply, () -> answerFromJournal(query, cell, now));
    }

    private void answerFromJournal(Message<StatusQuery> query, CellKnowledge cell, long now) {
        journalWorker
                .executeBlocking(() -> journal.standing(query.body().cellId()), false)
                .onSuccess(standing -> query.reply(cell.read(standing, now)))
                .onFailure(failure -> {
                    LOG.error("[{}] journal unreadable", query.body().requestKey(), failure);
                    ReplyErrors.fail(query, ErrorCode.PR503_SV_0003.with());
                });
    }
}
