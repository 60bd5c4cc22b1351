package io.cellport.importer;

import io.cellport.store.Checkpoint;
import io.cellport.store.GenerationWriter;
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

    private static final int QUEUED_BATCHES = 3;
    private static final long POLL_MILLIS = 50;
    private static final Batch END = new Batch(null, null);

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
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
            for (Batch batch = take(); batch != END; batch = take()) {
                generation.write(batch.rows(), batch.after());
                onCommit.accept(batch.after());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing");
        }
    }

    private Batch take() throws InterruptedException {
        while (!abandoned) {
            Batch batch = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (batch != null) {
                return batch;
            }
        }
        return END;
    }

    /** Hands a batch over, waiting while the queue is full; throws what the writing thread failed with. */
    void put(Batch batch) {
        try {
            while (!queue.offer(batch, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
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
        put(END);
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
