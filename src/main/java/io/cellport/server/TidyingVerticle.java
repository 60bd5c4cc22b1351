package io.cellport.server;

import io.cellport.snapshot.upload.Uploads;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Deletes uploads that nobody has resumed in time, once an hour. Belongs to one event loop. */
final class UploadSweepVerticle extends VerticleBase {

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Uploads uploads;
    private final WorkerPool pool;

    UploadSweepVerticle(Uploads uploads, WorkerPool pool) {
        this.uploads = uploads;
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP_EVERY.toMillis(), timer -> pool.run(this::sweep));
        return Future.succeededFuture();
    }

    private Void sweep() {
        uploads.sweep();
        return null;
    }
}
