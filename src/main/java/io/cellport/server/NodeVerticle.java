package io.cellport.server;

import io.cellport.blob.ledger.Collector;
import io.cellport.management.Readiness;
import io.cellport.metric.Metrics;
import io.cellport.storage.postgres.EpochReader;
import io.cellport.storage.postgres.NodePresence;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node of a cluster does all the time: it says that it is alive, looks whether it can read what has changed, and
 * deletes blobs that nothing refers to any more. Belongs to one event loop.
 */
final class NodeVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(NodeVerticle.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration COLLECT_EVERY = Duration.ofMinutes(1);

    /** A node that has not read what has changed for so long is not ready. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(3);

    private final NodePresence presence;
    private final Duration announceEvery;
    private final EpochReader epochs;
    private final Collector collector;

    /**
     * One thread for each of two things, so that a long deletion does not keep the node from saying that it is alive.
     */
    private final WorkerPool pool;

    private boolean collecting;
    private volatile long readAt;

    /** @param announceEvery well below the time after which others take the node for dead */
    NodeVerticle(
            NodePresence presence, Duration announceEvery, EpochReader epochs, Collector collector, Metrics metrics) {
        this.presence = presence;
        this.announceEvery = announceEvery;
        this.epochs = epochs;
        this.collector = collector;
        this.pool = new WorkerPool("cellport-node", 2, 2).measuredBy(metrics);
        this.readAt = System.nanoTime();
    }

    /** Makes the node unready while it cannot read what has changed. */
    NodeVerticle requiredBy(Readiness readiness) {
        readiness.require("the database", () -> System.nanoTime() - readAt < READ_WITHIN.toNanos());
        return this;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(announceEvery.toMillis(), timer -> announce());
        vertx.setPeriodic(LOOK_EVERY.toMillis(), timer -> look());
        vertx.setPeriodic(0, COLLECT_EVERY.toMillis(), timer -> collect());
        return Future.succeededFuture();
    }

    private void announce() {
        pool.run(presence::announce)
                .onSuccess(mine -> {
                    if (!mine) {
                        LOG.error("another process uses the name of this node: set cluster.node");
                    }
                })
                .onFailure(failure -> LOG.warn("the node cannot say that it is alive; tried again", failure));
    }

    private void look() {
        epochs.fresh().onSuccess(read -> readAt = System.nanoTime());
    }

    private void collect() {
        if (collecting) {
            return;
        }
        collecting = true;
        pool.run(this::collectAll)
                .onFailure(failure -> LOG.warn("blobs cannot be deleted now; tried again in a minute", failure))
                .onComplete(done -> collecting = false);
    }

    private Void collectAll() {
        while (collector.collect()) {
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
        }
        return null;
    }

    @Override
    public Future<?> stop() {
        pool.run(() -> {
                    presence.leave();
                    return null;
                })
                .onFailure(failure -> LOG.warn("the node's name is free only when it was silent for a while", failure));
        return pool.shutDown(StopBudgets.POOL);
    }
}
