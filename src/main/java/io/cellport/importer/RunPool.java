package io.cellport.importer;

import io.cellport.worker.StopBudgets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a node's runs: one that reads and one that writes for each run at work; further runs wait in line.
 * Safe for several threads.
 */
final class RunPool {

    private final ExecutorService readers;
    private final ExecutorService writers;
    private final Set<RunExecution> unfinished = ConcurrentHashMap.newKeySet();

    RunPool(int concurrency) {
        readers = Executors.newFixedThreadPool(concurrency, named("cellport-import-"));
        writers = Executors.newFixedThreadPool(concurrency, named("cellport-import-writer-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    Executor writers() {
        return writers;
    }

    void submit(RunExecution execution) {
        unfinished.add(execution);
        readers.execute(() -> {
            try {
                execution.execute();
            } finally {
                unfinished.remove(execution);
            }
        });
    }

    /** The execution of a run that is at work or waiting here. */
    Optional<RunExecution> find(String importId) {
        return unfinished.stream()
                .filter(execution -> execution.run().importId().equals(importId))
                .findFirst();
    }

    /** Stops every run at its next row and waits until each is journalled; blocks for seconds. */
    Void shutDown() throws InterruptedException {
        unfinished.forEach(RunExecution::shutDown);
        readers.shutdown();
        readers.awaitTermination(StopBudgets.RUNS.toMillis(), TimeUnit.MILLISECONDS);
        writers.shutdownNow();
        return null;
    }
}
