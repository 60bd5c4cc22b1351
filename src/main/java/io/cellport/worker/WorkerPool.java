package io.cellport.worker;

import io.cellport.message.ErrorCode;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that may block: a fixed number of them, a bounded queue in front, and a name that a thread dump shows. What does
 * not fit is refused at once, never kept waiting without bound. Safe for several threads.
 */
public final class WorkerPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final ThreadPoolExecutor executor;

    /**
     * A pool whose threads are started as they are needed.
     *
     * @param name what its threads are called, a number behind it
     * @param threads how many calls run at the same time
     * @param queue how many more may wait
     */
    public WorkerPool(String name, int threads, int queue) {
        BlockingQueue<Runnable> waiting = queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue);
        executor = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, waiting, named(name));
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

    /**
     * Runs a blocking call; whatever it throws, an {@link Error} too, the future fails with.
     *
     * @return completes on the context of the caller, or on a thread of the pool if the caller has none; fails with
     *     {@code PR503-SV-0001} if the queue is full or the pool is closed, and then the call never runs
     */
    public <T> Future<T> run(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, call));
        } catch (RejectedExecutionException full) {
            return Future.failedFuture(ErrorCode.PR503_SV_0001.exception());
        }
        Context caller = Vertx.currentContext();
        return caller == null ? Future.fromCompletionStage(result) : Future.fromCompletionStage(result, caller);
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> call) {
        try {
            result.complete(call.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Runs a task that reports its own failures; what it throws all the same is logged.
     *
     * @throws RejectedExecutionException if the queue is full or the pool is closed
     */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Takes no more calls and waits that long for those it has; false if some still run then. Blocks. */
    public boolean close(Duration patience) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes no more calls, drops those that wait and interrupts those that run. */
    public void abandon() {
        executor.shutdownNow();
    }
}
