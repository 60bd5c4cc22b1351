package io.cellport.http;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The transfers of one direction: limits how many run at a time, in all and of one cell, and has the pool for their
 * blocking steps. A transfer does one step at a time and the pool has a place for each, so a transfer that was admitted
 * is never refused halfway. One per node. Safe for several threads.
 */
public final class Transfers {

    private static final int THREADS = 4;

    /** What all transfers together may hold for their next steps. */
    private static final int SHARED_BYTES = 2 << 20;

    private static final int MOST_BYTES = 1 << 20;

    private final WorkerPool pool;

    private final Counter bytes;

    private final Places places;

    private Transfers(String name, int most, Metrics metrics, String direction) {
        this.pool = new WorkerPool(name, THREADS, most).measuredBy(metrics);
        this.bytes = metrics.counter(Metric.SNAPSHOT_BYTES, direction);
        this.places = new Places(most);
    }

    /** Everything that changes snapshot files: uploads and deletions. */
    public static Transfers uploads(Metrics metrics) {
        return new Transfers("cellport-upload", 128, metrics, "upload");
    }

    /** Everything that sends snapshot files. */
    public static Transfers downloads(Metrics metrics) {
        return new Transfers("cellport-download", 512, metrics, "download");
    }

    /**
     * Begins a transfer, which has a place until its future is completed.
     *
     * @return fails with {@code PR503-SV-0001} if there is no place, and then the transfer never begins
     */
    public <T> Future<T> begin(String cellId, Supplier<Future<T>> transfer) {
        if (!places.enter(cellId)) {
            return Future.failedFuture(ApiException.of(ErrorCode.PR503_SV_0001));
        }
        return Future.<Void>succeededFuture()
                .compose(entered -> transfer.get())
                .onComplete(end -> places.leave(cellId));
    }

    /** Runs one blocking step of a transfer that has begun; completes on the caller's context. */
    public <T> Future<T> run(Callable<T> step) {
        return pool.run(step);
    }

    /** Bytes that one transfer may hold for its next step: the more transfers are under way, the fewer. */
    public int share() {
        return Math.min(SHARED_BYTES / Math.max(places.taken(), 1), MOST_BYTES);
    }

    /** Counts bytes that a client has sent or was sent. */
    public void moved(long count) {
        bytes.add(count);
    }

    /**
     * Ends the pool as soon as no transfer is under way, because the last step of each closes its file. Completes when
     * no step runs any more; transfers that do not end in time are abandoned.
     */
    public Future<Void> shutDown() {
        return places.whenEmpty()
                .timeout(StopBudgets.POOL.toMillis(), TimeUnit.MILLISECONDS)
                .transform(late -> pool.shutDown(StopBudgets.POOL));
    }
}
