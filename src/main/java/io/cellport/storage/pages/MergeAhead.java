package io.cellport.storage.pages;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has another thread merge while the calling thread takes the keys. The other one is a few blocks of 64 KiB ahead at
 * most; a key that is longer is read when all before it were taken. If no thread is free, the calling thread merges.
 * Blocks; for one thread.
 */
final class MergeAhead {

    private static final int BLOCKS = 4;

    private static final long POLL_MILLIS = 50;

    private final Merge merge;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Semaphore places = new Semaphore(BLOCKS);

    /** Blocks in order; an empty one marks the end. */
    private final BlockingQueue<Block> merged = new ArrayBlockingQueue<>(BLOCKS + 1);

    /** Completes when the other thread has come to its end. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile boolean abandoned;

    MergeAhead(Merge merge) {
        this.merge = merge;
    }

    /** Some keys that follow one another. */
    private static final class Block {

        static final int BYTES = 64 << 10;

        private static final int KEYS = 1024;

        private final int places;
        private final byte[][] keys = new byte[KEYS][];
        private final long[] rows = new long[KEYS];
        private int count;
        private int bytes;

        Block(int places) {
            this.places = places;
        }

        boolean isEmpty() {
            return count == 0;
        }

        boolean hasRoomFor(int keyBytes) {
            return count == 0 || (count < KEYS && bytes + keyBytes <= BYTES);
        }

        void add(byte[] key, long row) {
            keys[count] = key;
            rows[count++] = row;
            bytes += key.length;
        }

        <E extends Exception> void forEach(KeyConsumer<E> consumer) throws E {
            for (int i = 0; i < count; i++) {
                consumer.accept(keys[i], rows[i]);
            }
        }
    }

    /**
     * Gives all keys in their order.
     *
     * @param helper has a thread that merges; it may refuse, or have none for a while
     */
    <E extends Exception> void forEach(Executor helper, KeyConsumer<E> consumer) throws E {
        try {
            helper.execute(this::help);
        } catch (RejectedExecutionException busy) {
            merge.forEach(consumer);
            return;
        }
        try {
            Block first = poll();
            if (first == null && begun.compareAndSet(false, true)) {
                ended.complete(null);
                merge.forEach(consumer);
            } else {
                takeAll(first, consumer);
            }
        } finally {
            abandoned = true;
            if (!begun.compareAndSet(false, true)) {
                ended.exceptionally(failure -> null).join();
            }
        }
    }

    private <E extends Exception> void takeAll(@Nullable Block first, KeyConsumer<E> consumer) throws E {
        for (Block block = first == null ? next() : first; !block.isEmpty(); block = next()) {
            block.forEach(consumer);
            places.release(block.places);
        }
    }

    private Block next() {
        while (true) {
            // Asked before: what has ended puts nothing more.
            boolean isLast = ended.isCompletedExceptionally();
            Block block = poll();
            if (block != null) {
                return block;
            }
            if (isLast) {
                throw failure();
            }
        }
    }

    private @Nullable Block poll() {
        try {
            return merged.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new ClosedByInterruptException());
        }
    }

    private RuntimeException failure() {
        Throwable failure = ended.handle((none, thrown) -> thrown).join();
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    /** What the other thread does. */
    private void help() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            mergeAll();
            ended.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(new UncheckedIOException(new ClosedByInterruptException()));
        } catch (Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    private void mergeAll() throws InterruptedException {
        Block block = block(1);
        while (merge.isThere()) {
            int size = merge.keyBytes();
            if (!block.hasRoomFor(size)) {
                merged.put(block);
                block = block(size > Block.BYTES ? BLOCKS : 1);
            }
            block.add(merge.key(), merge.row());
            merge.next();
        }
        merged.put(block);
        if (!block.isEmpty()) {
            merged.put(block(1));
        }
    }

    private Block block(int ofPlaces) throws InterruptedException {
        while (!places.tryAcquire(ofPlaces, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (abandoned) {
                throw new CancellationException();
            }
        }
        return new Block(ofPlaces);
    }
}
