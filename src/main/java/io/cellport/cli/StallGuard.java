package io.cellport.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for something that may take any time as long as it moves.
 *
 * @param position grows while it moves
 * @param patience how long it may stand still
 */
record StallGuard(LongSupplier position, Duration patience) {

    /**
     * Blocks until the exchange has ended.
     *
     * @throws IOException if it failed, or stood still for too long and was given up
     */
    <T> T await(CompletableFuture<T> exchange) throws IOException, InterruptedException {
        long before;
        do {
            before = position.getAsLong();
            try {
                return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Another round if it moved.
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
            }
        } while (position.getAsLong() != before);
        exchange.cancel(true);
        throw new IOException("nothing moved for %d s".formatted(patience.toSeconds()));
    }
}
