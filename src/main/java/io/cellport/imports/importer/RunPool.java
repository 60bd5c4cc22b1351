package io.cellport.imports.importer;

import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The threads of a node's runs: each run at work has one that reads, one that writes, and at times one that waits for
 * the disk; further runs are queued. Safe for several threads.
 */
final class RunPool {

    /** Runs at work or queued, one for each cell at most. A queued run takes a few hundred bytes. */
    private static final int MAX_RUNS = 10_000;

    private final WorkerPool readers;
    private final WorkerPool writers;
    private final WorkerPool forcing;
    private final Semaphore places = new Semaphore(MAX_RUNS);
    private final Map<String, Task> unfinished = new ConcurrentHashMap<>();
    private volatile Consumer<RunExecution> freed = ended -> {};

    RunPool(int concurrency, Metrics metrics) {
        readers = new WorkerPool("cellport-import", concurrency, MAX_RUNS).measuredBy(metrics);
        // A run may ask for a thread shortly before the one of the previous run is free, so it may wait in the queue.
        writers = new WorkerPool("cellport-import-writer", concurrency, concurrency).measuredBy(metrics);
        // Each run has one at a time, so that none of them waits for that of another run.
        forcing = new WorkerPool("cellport-import-disk", concurrency, concurrency).measuredBy(metrics);
        metrics.watch(Metric.IMPORTS, readers::active, "running");
        metrics.watch(Metric.IMPORTS, readers::waiting, "queued");
    }

    /** The listener is called when a run has finished, on its thread. */
    void onFree(Consumer<RunExecution> listener) {
        freed = listener;
    }

    Executor writers() {
        return writers;
    }

    /** Its threads wait for the disk. */
    Executor forcing() {
        return forcing;
    }

    /** Reserves a place for a run that is about to be accepted; false if there is none. */
    boolean reserve() {
        return places.tryAcquire();
    }

    /** Gives back the place of a run that was not accepted. */
    void giveBack() {
        places.release();
    }

    /**
     * Queues a run in its reserved place; false if the pool is shut down, and then another process executes the run.
     */
    boolean submit(RunExecution execution) {
        Task task = new Task(execution);
        unfinished.put(execution.run().importId(), task);
        try {
            readers.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            finished(task);
            return false;
        }
    }

    /** The execution of a run that is at work or queued here. */
    Optional<RunExecution> find(String importId) {
        return Optional.ofNullable(unfinished.get(importId)).map(Task::execution);
    }

    /** The executions that are at work or queued here. */
    List<RunExecution> unfinished() {
        return unfinished.values().stream().map(Task::execution).toList();
    }

    /** Takes a run out of the queue, so that it is never executed; false if it is at work or gone. */
    boolean withdraw(RunExecution execution) {
        Task task = unfinished.get(execution.run().importId());
        if (task == null || !readers.withdraw(task)) {
            return false;
        }
        finished(task);
        return true;
    }

    private void finished(Task task) {
        if (unfinished.remove(task.execution().run().importId(), task)) {
            places.release();
            freed.accept(task.execution());
        }
    }

    /**
     * Stops every run at its next row. It does not block.
     *
     * @return completes when each run is journalled; those that do not stop in time are abandoned, and the next start
     *     goes on with them
     */
    Future<Void> shutDown() {
        // The pool first: a run that is accepted meanwhile is either refused or among those that are stopped.
        Future<Void> ended = readers.shutDown(StopBudgets.RUNS);
        unfinished.values().forEach(task -> task.execution().stop(Reason.SHUTDOWN));
        return ended.onComplete(done -> {
            writers.abandon();
            forcing.abandon();
        });
    }

    private final class Task implements Runnable {

        private final RunExecution execution;

        Task(RunExecution execution) {
            this.execution = execution;
        }

        RunExecution execution() {
            return execution;
        }

        @Override
        public void run() {
            try {
                execution.execute();
            } finally {
                finished(this);
            }
        }
    }
}
