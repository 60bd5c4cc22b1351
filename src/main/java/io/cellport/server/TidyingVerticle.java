package io.cellport.server;

import io.cellport.snapshot.upload.Uploads;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what can wait until the unit answers requests, and deletes uploads that nobody has resumed in time, once an
 * hour. Belongs to one event loop.
 */
final class TidyingVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(TidyingVerticle.class);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Stores stores;
    private final WorkerPool pool;
    private final Future<Void> settled;
    private final Future<Void> stopping;

    /**
     * @param settled completes when the unit answers requests
     * @param stopping completes when it is about to stop
     */
    TidyingVerticle(Stores stores, WorkerPool pool, Future<Void> settled, Future<Void> stopping) {
        this.stores = stores;
        this.pool = pool;
        this.settled = settled;
        this.stopping = stopping;
    }

    @Override
    public Future<?> start() {
        settled.onSuccess(now -> tidyUp());
        stores.uploads()
                .ifPresent(
                        uploads -> vertx.setPeriodic(SWEEP_EVERY.toMillis(), timer -> pool.run(() -> sweep(uploads))));
        return Future.succeededFuture();
    }

    private void tidyUp() {
        pool.run(() -> stores.tidyUp(stopping::isComplete))
                .onFailure(failure -> LOG.warn("not tidied up; the next start tries again", failure));
    }

    private static Void sweep(Uploads uploads) {
        uploads.sweep();
        return null;
    }
}
