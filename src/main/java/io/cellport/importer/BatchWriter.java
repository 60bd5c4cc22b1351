package io.cellport.importer;

import io.cellport.store.Checkpoint;
import io.cellport.store.GenerationWriter;
import io.cellport.worker.MemoryShare;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stores batches on a thread of its own while the reading thread prepares the next ones. A bounded queue between the two
 * keeps memory flat. Used by one reading thread.
 */
final class BatchWriter implements AutoCloseable {

    private static final int QUEUED_BATCHES = 2;
    private static final long POLL_MILLIS = 50;

    /** Batches in order; an empty one is the end. */
    private final BlockingQueue<Optional<Batch>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);

    private final GenerationWriter generation;
    private final Consumer<Checkpoint> onCommit;
    private final CompletableFuture<Void> done;
    private volatile boolean abandoned;

    /**
     * Starts the writing thread.
     *
     * @param onCommit called on the writing thread after each transaction
     */
    BatchWriter(GenerationWriter generation, Executor executor, Consumer<Checkpoint> onCommit) {
        this.generation = generation;
        this.onCommit = onCommit;
        this.done = CompletableFuture.runAsync(this::writeAll, executor);
    }

    private void writeAll() {
        try {
            for (Optional<Batch> next = take(); next.isPresent(); next = take()) {
                Batch batch = next.get();
                generation.write(batch.rows(), batch.after());
                batch.memory().ifPresent(MemoryShare.Grant::close);
                onCommit.accept(batch.after());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing");
        }
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

    /** Hands a batch over, waiting while the queue is full; throws what the writing thread failed with. */
    void put(Batch batch) {
        offer(Optional.of(batch));
    }

    private void offer(Optional<Batch> next) {
        try {
            while (!queue.offer(next, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (done.isDone()) {
                    rethrowFailure();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading");
        }
    }

    /** Waits until everything handed over is stored; throws what the writing thread failed with. */
    void finish() {
        offer(Optional.empty());
        rethrowFailure();
    }

    private void rethrowFailure() {
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Gives up what is still queued and waits for the writing thread to end; throws nothing. */
    @Override
    public void close() {
        abandoned = true;
        done.exceptionally(alreadyReported -> null).join();
    }
}
