package io.cellport.exports.writer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.zip.Deflater;

/**
 * Deflates blocks with the help of other threads, and gives them back in their order. A helper never waits. A block
 * that no helper has begun when it is needed is deflated by the thread that needs it. So without helpers, because they
 * are busy or stopped, an export goes on alone, and exports cannot wait for each other. All methods are called by one
 * thread. Blocks; for one thread.
 */
final class Deflation implements AutoCloseable {

    /** Fast: level 6 takes half again the time for five percent of the size. */
    private static final int LEVEL = 3;

    /** Each takes a quarter of a MiB, with what it is deflated to. */
    private static final int MOST = 8;

    private final Executor helpers;
    private final Supplier<Deflater> deflaters;
    private final Deque<Task> order = new ArrayDeque<>();
    private final Queue<Task> untouched = new ConcurrentLinkedQueue<>();
    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();

    private record Task(Block block, CompletableFuture<byte[]> deflated) {}

    /** @param helpers may refuse work */
    Deflation(Executor helpers) {
        this(helpers, () -> new Deflater(LEVEL, true));
    }

    /** The same with deflaters of its own, which it ends. */
    Deflation(Executor helpers, Supplier<Deflater> deflaters) {
        this.helpers = helpers;
        this.deflaters = deflaters;
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    /** Whether {@link #next} must be called before another block is begun. */
    boolean isFull() {
        return order.size() == MOST;
    }

    /** Has a block deflated; it stands behind those that were begun before. */
    void begin(Block block) {
        Task task = new Task(block, new CompletableFuture<>());
        // In this order: nobody may wait for what nobody can begin, even if there is no memory for the second step.
        untouched.add(task);
        order.add(task);
        try {
            helpers.execute(this::help);
        } catch (RejectedExecutionException busy) {
            // It is deflated when it is needed.
        }
    }

    /** Deflates the first block that nobody has begun; false if there is none. The only method of the helpers. */
    private boolean help() {
        Task task = untouched.poll();
        if (task == null) {
            return false;
        }
        try {
            task.deflated.complete(deflated(task.block));
        } catch (Throwable failure) {
            // Whoever waits must learn of it, also of an error.
            task.deflated.completeExceptionally(failure);
        }
        return true;
    }

    /** What the block is deflated to, at once and by this thread. */
    byte[] deflated(Block block) {
        Deflater known = idle.poll();
        Deflater deflater = known == null ? deflaters.get() : known;
        try {
            return block.deflated(deflater);
        } finally {
            idle.add(deflater);
        }
    }

    /**
     * What the first block is deflated to that was not taken yet. While a helper is at it, this thread deflates those
     * behind.
     *
     * @throws CompletionException if it could not be deflated
     */
    byte[] next() {
        CompletableFuture<byte[]> first = order.remove().deflated;
        while (!first.isDone() && help()) {}
        return first.join();
    }

    /** Drops what nobody has begun, waits for helpers that are at something, and frees what they had. */
    @Override
    public void close() {
        for (Task dropped = untouched.poll(); dropped != null; dropped = untouched.poll()) {
            order.remove(dropped);
        }
        order.forEach(
                task -> task.deflated.exceptionally(failure -> new byte[0]).join());
        for (Deflater deflater = idle.poll(); deflater != null; deflater = idle.poll()) {
            deflater.end();
        }
    }
}
