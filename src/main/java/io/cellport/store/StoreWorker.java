package io.cellport.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/** The bounded pool on which blocking store calls run; the way from an event loop to the store. */
public final class StoreWorker {

    private static final int THREADS = 4;

    private final WorkerExecutor executor;

    public StoreWorker(Vertx vertx) {
        executor = vertx.createSharedWorkerExecutor("cellport-store", THREADS);
    }

    /** Runs a blocking call off the event loop; the future completes on the caller's context. */
    public <T> Future<T> run(Callable<T> call) {
        return executor.executeBlocking(call, false);
    }

    /** Gives the threads back. */
    public Future<Void> close() {
        return executor.close();
    }
}
