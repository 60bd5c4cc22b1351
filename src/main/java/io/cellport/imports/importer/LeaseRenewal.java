package io.cellport.imports.importer;

import io.cellport.error.FailureReason;
import io.cellport.imports.journal.Leases;
import io.cellport.imports.journal.Leases.Executing;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.metric.Metrics;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the runs that this process executes. How far a run is, others are told only after that was
 * stored: whoever asks one node after the other must not see a percentage go down. A run whose lease is lost is stopped
 * at its next row. Belongs to one event loop.
 */
final class LeaseRenewal {

    /** Some times in a lease, so that renewals may fail; and as often as percentages are to move. */
    private static final Duration RENEW_EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final RunPool runs;
    private final Leases leases;
    private final ProgressPublisher publisher;

    /** For renewals only, so that they wait for nothing. */
    private final WorkerPool pool;

    private Future<?> renewing = Future.succeededFuture();
    private boolean failed;

    LeaseRenewal(RunPool runs, Leases leases, ProgressPublisher publisher, Metrics metrics) {
        this.runs = runs;
        this.leases = leases;
        this.publisher = publisher;
        this.pool = new WorkerPool("cellport-lease", 1, 2).measuredBy(metrics);
    }

    void start(Vertx vertx) {
        vertx.setPeriodic(RENEW_EVERY.toMillis(), timer -> renew());
    }

    private void renew() {
        if (!renewing.isComplete()) {
            return;
        }
        renewing = pool.run(this::renewAll).onSuccess(renewed -> failed = false).onFailure(this::warnOnce);
    }

    private void warnOnce(Throwable failure) {
        if (!failed) {
            failed = true;
            LOG.warn("leases cannot be renewed now; tried again and again: {}", FailureReason.words(failure), failure);
        }
    }

    private Void renewAll() {
        List<RunExecution> executions = runs.unfinished();
        if (executions.isEmpty()) {
            return null;
        }
        List<Executing> executing = executions.stream()
                .map(execution -> new Executing(execution.state(), execution.silence()))
                .toList();
        Set<Long> kept = leases.renew(executing);
        executing.stream()
                .map(Executing::state)
                .filter(state -> kept.contains(state.run().number()))
                .forEach(publisher::publish);
        executions.stream()
                .filter(execution -> !kept.contains(execution.run().number()))
                .forEach(execution -> execution.stop(Reason.LOST));
        return null;
    }

    /** Gives back what is left of the runs, and does not wait long for a database that does not answer. */
    Future<Void> stop() {
        pool.run(() -> {
                    leases.releaseAll();
                    return null;
                })
                .onFailure(
                        failure -> LOG.warn("runs could not be given back; others take them after the lease", failure));
        return pool.shutDown(StopBudgets.POOL);
    }
}
