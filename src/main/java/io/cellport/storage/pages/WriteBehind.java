package io.cellport.storage.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has the disk take what was written of a file while more is written, so that little is left to wait for in the end.
 * One thread of a pool forces the file at a time; if the pool has none, what was written waits for the next occasion. A
 * failure is told to the writing thread: the system tells it once, so that a later force might not know of it. Blocks;
 * for one thread.
 */
final class WriteBehind {

    /** The disk takes some ten milliseconds for it, so that nobody waits long for others' forces either. */
    static final long STEP_BYTES = 32 << 20;

    private final FileChannel channel;
    private final Executor pool;
    private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);
    private long unforced;

    WriteBehind(FileChannel channel, Executor pool) {
        this.channel = channel;
        this.pool = pool;
    }

    /** Told of each write. */
    void wrote(long bytes) throws IOException {
        unforced += bytes;
        if (unforced >= STEP_BYTES && forcing.isDone()) {
            settle();
            begin();
        }
    }

    private void begin() {
        try {
            forcing = CompletableFuture.runAsync(this::force, pool);
            unforced = 0;
        } catch (RejectedExecutionException busy) {
            // The end forces everything anyway.
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until no thread forces the file any more; throws what one has failed with. */
    void settle() throws IOException {
        try {
            forcing.get();
        } catch (InterruptedException e) {
            // At the end of a shutdown, when the pool may have dropped the task.
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw new IOException("force file", e.getCause());
        }
    }
}
