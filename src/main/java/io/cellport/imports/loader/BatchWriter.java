package io.cellport.imports.loader;

import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.imports.loader.StopSignal.StoppedException;
import io.cellport.worker.MemoryShare;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Stores batches on a writing thread while the reading thread prepares the next ones. A bounded queue between the two
 * keeps memory flat. All methods are called on the reading thread. Blocks; for one thread.
 */
public final class BatchWriter implements AutoCloseable {

    private static final int QUEUED_BATCHES = 2;
    private static final long POLL_MILLIS = 50;

    /** Batches in order; an empty element marks the end. */
    private final BlockingQueue<Optional<Batch>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);

    private final GenerationWriter generation;
    private final StopSignal stop;
    private final Consumer<Checkpoint> onCommit;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> done;
    private volatile boolean abandoned;

    /**
     * Starts the writing thread.
     *
     * @param onCommit called on the writing thread after each transaction
     */
    public BatchWriter(GenerationWriter generation, Executor executor, StopSignal stop, Consumer<Checkpoint> onCommit) {
        this.generation = generation;
        this.stop = stop;
        this.onCommit = onCommit;
        this.done = CompletableFuture.runAsync(this::writeAll, executor);
    }

    private void writeAll() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            for (Optional<Batch> next = take(); next.isPresent(); next = take()) {
                Batch batch = next.get();
                generation.write(batch.rows(), batch.after());
                batch.memory().ifPresent(MemoryShare.Grant::close);
                onCommit.accept(batch.after());
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Only a shutdown interrupts the threads of a run. */
    private static StoppedException interrupted() {
        Thread.currentThread().interrupt();
        return new StoppedException(Reason.SHUTDOWN);
    }

    private Optional<Batch> take() throws InterruptedException {
        while (!abandoned) {
            Optional<Batch> next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
        }
        return Optional.empty();
    }

    /**
     * Hands a batch over, and waits while the queue is full. Throws what the writing thread failed with, and
     * {@link StoppedException} as soon as the run is to stop, even during a long commit.
     */
    void put(Batch batch) {
        offer(Optional.of(batch));
    }

    private void offer(Optional<Batch> next) {
        try {
            while (!queue.offer(next, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                stop.check();
                if (done.isDone()) {
                    rethrowFailure();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits until all batches are stored; throws the same as {@link #put}. */
    public void finish() {
        offer(Optional.empty());
        while (!isDoneWithin(POLL_MILLIS)) {
            stop.check();
        }
        rethrowFailure();
    }

    private boolean isDoneWithin(long millis) {
        try {
            done.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void rethrowFailure() {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Drops the batches that are still queued and waits for the writing thread to end, if it was there at all: an
     * executor that is abandoned drops what has not begun. Throws nothing.
     */
    @Override
    public void close() {
        abandoned = true;
        if (!begun.compareAndSet(false, true)) {
            done.exceptionally(alreadyReported -> null).join();
        }
    }
}
