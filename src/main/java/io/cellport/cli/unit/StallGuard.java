package io.cellport.cli.unit;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for an exchange that may take any time as long as it makes progress. Blocks; for one thread.
 *
 * @param position grows with progress
 * @param patience longest time without progress
 */
public record StallGuard(LongSupplier position, Duration patience) {

    /**
     * Waits until the exchange has ended.
     *
     * @throws IOException if it failed, or was given up after too long without progress
     */
    public <T> T await(CompletableFuture<T> exchange) throws IOException, InterruptedException {
        long before;
        do {
            before = position.getAsLong();
            try {
                return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Another round if it moved.
            } catch (ExecutionException e) {
                throw failure(e);
            }
        } while (position.getAsLong() != before);
        exchange.cancel(true);
        throw new IOException("nothing moved for %d s".formatted(patience.toSeconds()));
    }

    /** What ended an exchange on this side, as a full disk, is no broken connection. */
    private static IOException failure(ExecutionException ended) {
        for (Throwable cause = ended.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandException here) {
                throw here;
            }
            if (cause instanceof LimitedText.TooLarge tooLarge) {
                return tooLarge;
            }
        }
        return ended.getCause() instanceof IOException failure ? failure : new IOException(ended.getCause());
    }
}
