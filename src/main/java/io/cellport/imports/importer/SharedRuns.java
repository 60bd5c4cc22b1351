package io.cellport.imports.importer;

import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Leases;
import io.cellport.imports.journal.Leases.Claim;
import io.cellport.metric.Metrics;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several processes that share the runs of a unit: it claims a run when it has a thread and room on its disk for
 * it, and renews the lease until the run has ended. Nothing that it records of a run whose lease is lost counts. Its
 * timers belong to the event loop that makes it. Safe for several threads.
 */
final class SharedRuns implements Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRuns.class);

    private static final Duration CLAIM_EVERY = Duration.ofSeconds(1);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    /** For so long a run is left to others after this node had no room for it. */
    private static final Duration PASSED_OVER = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Context loop;
    private final ImporterContext context;
    private final RunPool runs;
    private final WorkerPool control;
    private final Recovery recovery;
    private final Leases leases;
    private final Settings settings;

    private final LeaseRenewal renewal;

    /** Numbers of runs for which this node had no room, and when, by {@link System#nanoTime}. */
    private final Map<Long, Long> passedOver = new ConcurrentHashMap<>();

    private Future<?> claims = Future.succeededFuture();
    private boolean claimAgain;
    private volatile boolean leaving;

    /** Used by one claim at a time. */
    private boolean wasFull;

    /**
     * How this process shares runs.
     *
     * @param concurrency runs that it executes at the same time
     * @param maxFailures how often the processes of a run may die before it fails
     * @param leaving completes when it claims no further runs
     */
    record Settings(int concurrency, int maxFailures, Future<Void> leaving) {}

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
        this.renewal = new LeaseRenewal(runs, leases, context.publisher(), metrics);
        runs.onFree(this::ended);
    }

    @Override
    public Future<?> start() {
        settings.leaving().onComplete(begun -> leaving = true);
        vertx.setPeriodic(CLAIM_EVERY.toMillis(), timer -> claim());
        renewal.start(vertx);
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
                !leaving && executing.size() < settings.concurrency() && hasRoom();
                executing = runs.unfinished()) {
            Optional<Claim> claim = leases.claim(notWanted(executing));
            if (claim.isEmpty()) {
                return null;
            }
            execute(claim.get());
        }
        return null;
    }

    private boolean hasRoom() {
        boolean isFull = context.isDiskFull();
        if (isFull && !wasFull) {
            LOG.warn("the disk is full: no import is begun here until it has room again");
        }
        wasFull = isFull;
        return !isFull;
    }

    private List<Long> notWanted(List<RunExecution> executing) {
        long oldest = System.nanoTime() - PASSED_OVER.toNanos();
        passedOver.values().removeIf(since -> since - oldest < 0);
        return Stream.concat(executing.stream().map(SharedRuns::number), passedOver.keySet().stream())
                .toList();
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
        if (!runs.submit(execution)) {
            release(execution);
        }
    }

    private void ended(RunExecution execution) {
        if (execution.hasFoundNoRoom()) {
            passedOver.put(number(execution), System.nanoTime());
            release(execution);
        }
        wake();
    }

    private void release(RunExecution execution) {
        try {
            leases.release(number(execution));
        } catch (StoreException | ApiException e) {
            LOG.warn("a run could not be given back; others take it after the lease: {}", FailureReason.words(e));
        }
    }

    private RunExecution execution(Claim claim) {
        if (claim.failures() >= settings.maxFailures()) {
            return RunExecution.givingUp(context, claim.state(), Recovery.GIVEN_UP);
        }
        return claim.state() instanceof Accepted accepted && claim.failures() == 0
                ? RunExecution.of(context, accepted)
                : RunExecution.resumed(context, claim.state());
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Leases are renewed until the last run is journalled; then the others are given back. */
    @Override
    public Future<?> stop() {
        leaving = true;
        return runs.shutDown().transform(ended -> renewal.stop());
    }
}
