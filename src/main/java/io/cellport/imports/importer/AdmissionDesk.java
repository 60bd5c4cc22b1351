package io.cellport.imports.importer;

import io.cellport.cell.CellLock.Operation;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.StartImport;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The queue of import requests: at most one for each cell, for a limited time, and small snapshots do not wait behind
 * large ones. Belongs to one event loop.
 */
final class AdmissionDesk {

    /** A request that has waited this long for its turn is refused. */
    private static final Duration WAITING_TIME = Duration.ofSeconds(20);

    /** A request that is not decided after this time is refused: before an idle connection is closed by default. */
    private static final Duration WHOLE_TIME = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Checking a snapshot up to this size takes less than a second, whatever it contains. */
    private static final long SMALL_BYTES = 4 << 20;

    private static final int THREADS = 2;
    private static final int WAITING = 256;

    private final Vertx vertx;
    private final ImporterContext context;
    private final Admission admission;
    private final WorkerPool small;
    private final WorkerPool large;
    private final Map<String, Request> pending = new HashMap<>();

    private record Request(AdmissionTicket ticket, Promise<ImportAccepted> answer) {

        void giveUp() {
            if (ticket.giveUp()) {
                refuse();
            }
        }

        /** Called again and again, because a decided request becomes undecided if its snapshot was replaced. */
        void giveUpIfLate(long waitedNanos) {
            if (waitedNanos > WHOLE_TIME.toNanos()) {
                giveUp();
            } else if (ticket.giveUpUnlessBegun()) {
                refuse();
            }
        }

        private void refuse() {
            answer.tryFail(ApiException.of(ErrorCode.PR503_SV_0001));
        }
    }

    AdmissionDesk(Vertx vertx, ImporterContext context, Admission admission, Metrics metrics) {
        this.vertx = vertx;
        this.context = context;
        this.admission = admission;
        this.small = new WorkerPool("cellport-admission", THREADS, WAITING).measuredBy(metrics);
        this.large = new WorkerPool("cellport-admission-large", THREADS, WAITING).measuredBy(metrics);
    }

    /**
     * Queues a request and returns the decision. It fails with {@code PR409-CM-0002} if the cell has a request already,
     * and with {@code PR503-SV-0001} if the request waits too long. If it fails, the run is not accepted, and will not
     * be.
     */
    Future<ImportAccepted> start(StartImport request) {
        Request made = new Request(new AdmissionTicket(), Promise.promise());
        if (pending.putIfAbsent(request.cellId(), made) != null) {
            return Future.failedFuture(ApiException.of(ErrorCode.PR409_CM_0002, Operation.IMPORT.text()));
        }
        long start = System.nanoTime();
        long timer = vertx.setPeriodic(
                WAITING_TIME.toMillis(), LOOK_EVERY.toMillis(), late -> made.giveUpIfLate(System.nanoTime() - start));
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

    /** Refuses all requests that wait. */
    void close() {
        pending.values().forEach(Request::giveUp);
        small.abandon();
        large.abandon();
    }
}
