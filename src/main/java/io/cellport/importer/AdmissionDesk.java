package io.cellport.importer;

import io.cellport.message.ErrorCode;
import io.cellport.message.ImportAccepted;
import io.cellport.message.StartImport;
import io.cellport.snapshot.StoredSnapshot;
import io.cellport.store.CellLock.Operation;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where requests to import wait: at most one for each cell, for a limited time, and small snapshots not behind large ones.
 * Belongs to one event loop.
 */
final class AdmissionDesk {

    /** After that much time a request is refused. */
    static final Duration PATIENCE = Duration.ofSeconds(25);

    /** What was decided may be examined once more, because its snapshot was replaced. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Judging a snapshot of that many bytes takes less than a second, whatever is in it. */
    private static final long SMALL_BYTES = 4 << 20;

    private static final int THREADS = 2;
    private static final int WAITING = 256;

    private final Vertx vertx;
    private final ImporterContext context;
    private final Admission admission;
    private final WorkerPool small = new WorkerPool("cellport-admission", THREADS, WAITING);
    private final WorkerPool large = new WorkerPool("cellport-admission-large", THREADS, WAITING);
    private final Map<String, Request> pending = new HashMap<>();

    private record Request(AdmissionTicket ticket, Promise<ImportAccepted> answer) {

        void giveUp() {
            if (ticket.giveUp()) {
                answer.tryFail(ErrorCode.PR503_SV_0001.exception());
            }
        }
    }

    AdmissionDesk(Vertx vertx, ImporterContext context, Admission admission) {
        this.vertx = vertx;
        this.context = context;
        this.admission = admission;
    }

    /**
     * Has a request decided. It fails with {@code PR409-CM-0002} if the cell has one already, with {@code PR503-SV-0001} if
     * it would wait too long; whatever it fails with, the run is not accepted, and will not be.
     */
    Future<ImportAccepted> start(StartImport request) {
        Request made = new Request(new AdmissionTicket(), Promise.promise());
        if (pending.putIfAbsent(request.cellId(), made) != null) {
            return Future.failedFuture(ErrorCode.PR409_CM_0002.exception(Operation.IMPORT.text()));
        }
        long timer = vertx.setPeriodic(PATIENCE.toMillis(), AGAIN.toMillis(), late -> made.giveUp());
        examine(request, made.ticket())
                .onComplete(end -> {
                    vertx.cancelTimer(timer);
                    pending.remove(request.cellId());
                })
                .onComplete(made.answer()::tryComplete, made.answer()::tryFail);
        return made.answer().future();
    }

    private Future<ImportAccepted> examine(StartImport request, AdmissionTicket ticket) {
        return small.run(() -> context.snapshot(request.cellId(), request.snapshot()))
                .compose(stored -> poolFor(stored).run(() -> admission.start(request, stored, ticket)));
    }

    private WorkerPool poolFor(StoredSnapshot stored) {
        return stored.size() <= SMALL_BYTES ? small : large;
    }

    /** Refuses whatever waits. */
    void close() {
        pending.values().forEach(Request::giveUp);
        small.abandon();
        large.abandon();
    }
}
