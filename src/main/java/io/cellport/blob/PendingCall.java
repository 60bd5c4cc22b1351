package io.cellport.blob;

import io.cellport.storage.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A call on a thread of a pool, for whose result any number of threads wait. Blocks; safe for several threads. */
final class PendingCall<T> {

    private static final long BEAT_MILLIS = 250;

    private final CompletableFuture<T> result = new CompletableFuture<>();

    private PendingCall() {}

    /** @throws java.util.concurrent.RejectedExecutionException if the pool is full; then the call never runs */
    static <T> PendingCall<T> start(Executor pool, Supplier<T> call) {
        PendingCall<T> pending = new PendingCall<>();
        pool.execute(() -> pending.run(call));
        return pending;
    }

    private void run(Supplier<T> call) {
        try {
            result.complete(call.get());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * The result of the call. What the call throws is thrown here too.
     *
     * @param heartbeat called on this thread some times a second; what it throws ends the waiting, but not the call
     */
    T await(Runnable heartbeat) {
        while (true) {
            heartbeat.run();
            try {
                return result.get(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                // The next beat.
            } catch (ExecutionException e) {
                throw unchecked(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while waiting for a blob", e);
            }
        }
    }

    /** Completes as the call does. */
    CompletableFuture<T> end() {
        return result.copy();
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException known ? known : new StoreException("copy blob", failure);
    }
}
