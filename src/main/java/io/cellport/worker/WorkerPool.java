package io.cellport.worker;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that may block: a fixed number of them, with a bounded queue, and with names for thread dumps. Calls that do
 * not fit into the queue are refused at once. Safe for several threads.
 */
public final class WorkerPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final String name;

    private final ThreadPoolExecutor executor;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final LongAdder refused = new LongAdder();

    /**
     * A pool whose threads are started as they are needed.
     *
     * @param name name of its threads, which a number follows
     * @param threads number of calls that run at the same time
     * @param queue number of calls that may wait
     */
    public WorkerPool(String name, int threads, int queue) {
        this.name = name;
        BlockingQueue<Runnable> waiting = queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue);
        executor = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, waiting, named(name)) {
            @Override
            protected void terminated() {
                ended.complete(null);
            }
        };
        executor.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + '-' + number.getAndIncrement());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(
                    (dying, failure) -> LOG.error("thread {} died", dying.getName(), failure));
            return thread;
        };
    }

    /** Shows how busy the pool is; returns it. */
    public WorkerPool measuredBy(Metrics metrics) {
        metrics.watch(Metric.POOL_ACTIVE, this::active, name);
        metrics.watch(Metric.POOL_WAITING, this::waiting, name);
        metrics.watch(Metric.POOL_REFUSED, this::refused, name);
        return this;
    }

    /**
     * Runs a blocking call. The future fails with whatever it throws, also an {@link Error}.
     *
     * @return completes on the context of the caller, or on a thread of the pool if the caller has none; fails with
     *     {@code PR503-SV-0001} if the queue is full or the pool is closed, and then the call never runs
     */
    public <T> Future<T> run(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, call));
        } catch (RejectedExecutionException full) {
            refused.increment();
            return Future.failedFuture(ApiException.of(ErrorCode.PR503_SV_0001));
        }
        return forCaller(result);
    }

    static <T> Future<T> forCaller(CompletableFuture<T> result) {
        Context caller = Vertx.currentContext();
        return caller == null ? Future.fromCompletionStage(result) : Future.fromCompletionStage(result, caller);
    }

    static <T> void complete(CompletableFuture<T> result, Callable<T> call) {
        try {
            result.complete(call.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Runs a task that reports its own failures; if it still throws, that is logged.
     *
     * @throws RejectedExecutionException if the queue is full or the pool is closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException full) {
            refused.increment();
            throw full;
        }
    }

    /** Takes a task out of the queue, so that it never runs; false if it is not in the queue. */
    public boolean withdraw(Runnable task) {
        return executor.remove(task);
    }

    /**
     * Takes no more calls and lets those it has finish. It does not block.
     *
     * @return completes on the context of the caller, if there is one, when all calls have finished; after
     *     {@code patience} the others are abandoned, and it completes too
     */
    public Future<Void> shutDown(Duration patience) {
        executor.shutdown();
        return forCaller(ended)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> {
                    LOG.warn("{} calls of {} were abandoned", executor.getActiveCount() + waiting(), name);
                    abandon();
                })
                .otherwiseEmpty();
    }

    /** Number of calls that run, more or less: it changes while it is counted. */
    public int active() {
        return executor.getActiveCount();
    }

    /** Number of calls that wait for a thread. */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** Number of calls that were refused so far. */
    public long refused() {
        return refused.sum();
    }

    /** Takes no more calls, drops those that wait and interrupts those that run. */
    public void abandon() {
        executor.shutdownNow();
    }
}
