package io.cellport.auth;

import io.cellport.message.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bounded pool on which passwords are hashed and tokens signed. Hashing is expensive on purpose, so logins that would
 * have to wait long are refused instead. Safe for use by several threads.
 */
public final class PasswordWorker {

    private static final int THREADS = 2;

    private static final int MAX_WAITING = 100;

    private final WorkerExecutor executor;

    private final AtomicInteger waiting = new AtomicInteger();

    public PasswordWorker(Vertx vertx) {
        executor = vertx.createSharedWorkerExecutor("cellport-password", THREADS);
    }

    /**
     * Runs a blocking call off the event loop.
     *
     * @return completes on the caller's context; fails with {@code PR503-SV-0001} if too many calls wait already
     */
    public <T> Future<T> run(Callable<T> call) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(ErrorCode.PR503_SV_0001.exception());
        }
        return executor.executeBlocking(call, false).onComplete(done -> waiting.decrementAndGet());
    }

    /** Gives the threads back. */
    public Future<Void> close() {
        return executor.close();
    }
}
