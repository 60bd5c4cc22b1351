package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only process of a unit executes all runs. Safe for several threads. */
final class OwnRuns implements Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRuns.class);

    private final ImporterContext context;
    private final RunPool runs;
    private final WorkerPool control;
    private final Recovery recovery;
    private final Future<Void> settled;

    /**
     * @param control a pool for the work at the start
     * @param settled completes when requests are answered: no leftovers are deleted before that, because it takes
     *     longer the more cells there are
     */
    OwnRuns(ImporterContext context, RunPool runs, WorkerPool control, Recovery recovery, Future<Void> settled) {
        this.context = context;
        this.runs = runs;
        this.control = control;
        this.recovery = recovery;
        this.settled = settled;
    }

    @Override
    public Future<?> start() {
        return control.run(recovery::resumable).onSuccess(resumable -> {
            resumable.forEach(this::resume);
            settled.onSuccess(now -> sweep());
        });
    }

    private void sweep() {
        control.run(() -> {
            recovery.sweepQuietly();
            return null;
        });
    }

    private void resume(RunExecution execution) {
        LOG.info(
                "import {} into {} goes on at {}%",
                execution.run().importId(),
                execution.run().cellName(),
                execution.state().progress().percent());
        runs.reserve();
        runs.submit(execution);
    }

    @Override
    public boolean reserve() {
        return runs.reserve();
    }

    @Override
    public void giveBack() {
        runs.giveBack();
    }

    @Override
    public void accepted(Accepted run) {
        runs.submit(RunExecution.of(context, run));
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<?> stop() {
        return runs.shutDown();
    }
}
