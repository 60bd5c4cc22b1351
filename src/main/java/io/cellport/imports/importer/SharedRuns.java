package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Leases;
import io.cellport.imports.journal.Leases.Claim;
import io.cellport.imports.journal.Leases.Executing;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.metric.Metrics;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several processes that share the runs of a unit: it claims a run when it has a thread for it, and renews the
 * lease until the run has ended. A run whose lease is lost is stopped at its next row; nothing that it records counts.
 * Its timers belong to the event loop that makes it. Safe for several threads.
 */
final class SharedRuns implements Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRuns.class);

    private static final Duration CLAIM_EVERY = Duration.ofSeconds(1);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    /** A lease is renewed so often in its time that two renewals may fail. */
    private static final int RENEWALS = 3;

    /** And so often at least: other nodes learn of progress and of signs of life from renewals. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context loop;
    private final ImporterContext context;
    private final RunPool runs;
    private final WorkerPool control;
    private final Recovery recovery;
    private final Leases leases;
    private final Settings settings;

    /** For renewals only, so that they wait for nothing. */
    private final WorkerPool renewals;

    private Future<?> claims = Future.succeededFuture();
    private boolean claimAgain;
    private volatile boolean leaving;

    /**
     * How this process shares runs.
     *
     * @param concurrency runs that it executes at the same time
     * @param maxFailures how often the processes of a run may die before it fails
     * @param lease time without a renewal after which others may claim a run
     * @param leaving completes when it claims no further runs
     */
    record Settings(int concurrency, int maxFailures, Duration lease, Future<Void> leaving) {}

    /** Call it on the importer's event loop. */
    SharedRuns(
            Vertx vertx,
            ImporterContext context,
            RunPool runs,
            WorkerPool control,
            Recovery recovery,
            Leases leases,
            Settings settings,
            Metrics metrics) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.context = context;
        this.runs = runs;
        this.control = control;
        this.recovery = recovery;
        this.leases = leases;
        this.settings = settings;
        this.renewals = new WorkerPool("cellport-lease", 1, 2).measuredBy(metrics);
        runs.onFree(this::wake);
    }

    @Override
    public Future<?> start() {
        Duration third = settings.lease().dividedBy(RENEWALS);
        Duration renewEvery = third.compareTo(LONGEST_SILENCE) < 0 ? third : LONGEST_SILENCE;
        settings.leaving().onComplete(begun -> leaving = true);
        vertx.setPeriodic(CLAIM_EVERY.toMillis(), timer -> claim());
        vertx.setPeriodic(renewEvery.toMillis(), timer -> renew());
        vertx.setPeriodic(SWEEP_EVERY.toMillis(), timer -> sweep());
        return sweep().onSuccess(swept -> claim());
    }

    private Future<?> sweep() {
        return control.run(() -> {
            recovery.sweepQuietly();
            return null;
        });
    }

    /** Any node takes the run, so places do not count. */
    @Override
    public boolean reserve() {
        return true;
    }

    @Override
    public void giveBack() {}

    @Override
    public void accepted(Accepted run) {
        wake();
    }

    private void wake() {
        loop.runOnContext(now -> claim());
    }

    private void claim() {
        if (leaving) {
            return;
        }
        if (!claims.isComplete()) {
            claimAgain = true;
            return;
        }
        claims = control.run(this::claimAll)
                .onFailure(failure -> LOG.warn("no run can be claimed now; tried again in a second", failure))
                .onComplete(done -> {
                    if (claimAgain) {
                        claimAgain = false;
                        claim();
                    }
                });
    }

    private Void claimAll() {
        for (List<RunExecution> executing = runs.unfinished();
                !leaving && executing.size() < settings.concurrency();
                executing = runs.unfinished()) {
            Optional<Claim> claim =
                    leases.claim(executing.stream().map(SharedRuns::number).toList());
            if (claim.isEmpty()) {
                return null;
            }
            execute(claim.get());
        }
        return null;
    }

    private static long number(RunExecution execution) {
        return execution.run().number();
    }

    private void execute(Claim claim) {
        RunExecution execution = execution(claim);
        LOG.info(
                "import {} into {} is claimed at {}%",
                execution.run().importId(),
                execution.run().cellName(),
                execution.state().progress().percent());
        context.counts().claimed(claim);
        runs.reserve();
        runs.submit(execution);
    }

    private RunExecution execution(Claim claim) {
        if (claim.failures() >= settings.maxFailures()) {
            return RunExecution.givingUp(context, claim.state(), Recovery.GIVEN_UP);
        }
        return claim.state() instanceof Accepted accepted && claim.failures() == 0
                ? RunExecution.of(context, accepted)
                : RunExecution.resumed(context, claim.state());
    }

    private void renew() {
        renewals.run(this::renewAll)
                .onFailure(failure -> LOG.warn("leases cannot be renewed now; tried again", failure));
    }

    private static Executing renewed(RunExecution execution) {
        return new Executing(execution.state(), execution.silence());
    }

    private Void renewAll() {
        List<RunExecution> executing = runs.unfinished();
        if (executing.isEmpty()) {
            return null;
        }
        Set<Long> kept =
                leases.renew(executing.stream().map(SharedRuns::renewed).toList());
        executing.stream()
                .filter(execution -> !kept.contains(number(execution)))
                .forEach(execution -> execution.stop(Reason.LOST));
        return null;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Leases are renewed until the last run is journalled; then the others are given back. */
    @Override
    public Future<?> stop() {
        leaving = true;
        return claims.transform(claimed -> runs.shutDown())
                .compose(ended -> renewals.run(() -> {
                    leases.releaseAll();
                    return null;
                }))
                .onFailure(
                        failure -> LOG.warn("runs could not be given back; others take them after the lease", failure))
                .transform(released -> renewals.shutDown(StopBudgets.POOL));
    }
}
