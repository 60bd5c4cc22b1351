package io.cellport.tracker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.message.Addresses;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportProgress;
import io.cellport.message.ImportStatus;
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

    /** Age after which a message alone is not believed any more. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ImportTracker.class);

    private static final int JOURNAL_THREADS = 2;

    /** How long a message that comes out of order is still recognised as old. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Journal journal;
    private final Cache<String, Heard> latest =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
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
        Heard before = latest.getIfPresent(progress.cellId());
        if (before == null || before.isOlderThan(progress)) {
            latest.put(progress.cellId(), new Heard(progress, System.nanoTime()));
        }
    }

    private void answer(Message<StatusQuery> query) {
        String cellId = query.body().cellId();
        Heard heard = latest.getIfPresent(cellId);
        if (heard != null && heard.isActive() && heard.isFresh(System.nanoTime())) {
            query.reply(heard.progress().status());
            return;
        }
        journalWorker
                .executeBlocking(() -> fromJournal(cellId), false)
                .onSuccess(query::reply)
                .onFailure(failure -> {
                    LOG.error("[{}] journal unreadable", query.body().requestKey(), failure);
                    ReplyErrors.fail(query, ErrorCode.PR503_SV_0003.with());
                });
    }

    private ImportStatus fromJournal(String cellId) {
        return journal.standing(cellId)
                .map(state -> {
                    Heard heard = latest.getIfPresent(cellId);
                    return heard == null ? state.status() : heard.notBefore(state);
                })
                .orElse(ImportStatus.READY);
    }

    /** The newest message about a cell and when it came. */
    private record Heard(ImportProgress progress, long nanos) {

        boolean isOlderThan(ImportProgress other) {
            return progress.version().compareTo(other.version()) < 0;
        }

        boolean isActive() {
            return progress.status().isActive();
        }

        boolean isFresh(long now) {
            return now - nanos < FRESH.toNanos();
        }

        /** The journal's word, but with no smaller percentage than was heard of the same active run. */
        ImportStatus notBefore(ImportState state) {
            ImportStatus status = state.status();
            boolean sameRun = progress.version().run() == state.run().number();
            if (!status.isActive() || !sameRun || !isActive()) {
                return status;
            }
            int percent = Math.max(status.percent(), progress.status().percent());
            return ImportStatus.inProgress(status.startedAt(), percent, status.name());
        }
    }
}
