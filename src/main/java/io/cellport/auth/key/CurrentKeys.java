package io.cellport.auth.key;

import io.cellport.auth.SteadyClock;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the unit as this node knows them. It reads them again every 30 seconds, and at once for a token that
 * names a key it does not know, but then at most once a second. What cannot be read leaves the known keys as they are.
 * One per node; futures complete on the caller's context. Safe for several threads.
 */
public final class CurrentKeys implements Supplier<UnitKeys> {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentKeys.class);

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private final UnitKeyStore store;

    private final WorkerPool pool;

    private final Clock steady;

    private volatile UnitKeys keys;

    private CompletableFuture<UnitKeys> reading;

    private Instant begun;

    /**
     * Keys that stay as they are until {@link #readRegularly}, or until somebody asks for others.
     *
     * @param keys what the store held just now
     * @param pool where the store is asked
     */
    public CurrentKeys(UnitKeyStore store, UnitKeys keys, WorkerPool pool) {
        this(store, keys, pool, new SteadyClock());
    }

    /** The same with a clock of its own for how long something is ago. */
    public CurrentKeys(UnitKeyStore store, UnitKeys keys, WorkerPool pool, Clock steady) {
        this.store = store;
        this.keys = keys;
        this.pool = pool;
        this.steady = steady;
        this.reading = CompletableFuture.completedFuture(keys);
        this.begun = Instant.MIN;
    }

    /** The keys of a store, which makes the first one if there is none. Blocks. */
    public static CurrentKeys open(UnitKeyStore store, WorkerPool pool) {
        return new CurrentKeys(store, store.open(), pool);
    }

    /** The keys that count now. The same object as before, unless something has changed. */
    @Override
    public UnitKeys get() {
        return keys;
    }

    /**
     * Begins to read the keys every 30 seconds.
     *
     * @return ends that
     */
    public Runnable readRegularly(Vertx vertx) {
        return readRegularly(vertx, INTERVAL);
    }

    Runnable readRegularly(Vertx vertx, Duration interval) {
        long timer = vertx.setPeriodic(interval.toMillis(), tick -> begin());
        return () -> vertx.cancelTimer(timer);
    }

    /**
     * The keys of a reading that began less than a second ago, or begins now.
     *
     * @return fails with {@code PR503-SV-0002} if they cannot be read
     */
    public Future<UnitKeys> readAgain() {
        CompletableFuture<UnitKeys> read = latest();
        Context caller = Vertx.currentContext();
        return (caller == null ? Future.fromCompletionStage(read) : Future.fromCompletionStage(read, caller))
                .recover(failure -> Future.failedFuture(ApiException.of(ErrorCode.PR503_SV_0002, failure)));
    }

    private synchronized CompletableFuture<UnitKeys> latest() {
        begin();
        return reading;
    }

    private synchronized void begin() {
        Instant now = steady.instant();
        if (reading.isDone() && !now.isBefore(begun.plus(SHORTEST_INTERVAL))) {
            begun = now;
            reading = new CompletableFuture<>();
            read(reading);
        }
    }

    private void read(CompletableFuture<UnitKeys> result) {
        try {
            pool.execute(() -> {
                try {
                    result.complete(
                            accept(store.read().orElseThrow(() -> new StoreException("the unit has no key any more"))));
                } catch (RuntimeException | Error failure) {
                    LOG.warn(
                            "The unit's keys cannot be read again: {} ({})",
                            failure.getMessage(),
                            FailureReason.words(failure));
                    result.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(full);
        }
    }

    private UnitKeys accept(UnitKeys read) {
        UnitKeys known = keys;
        if (read.isSameAs(known)) {
            return known;
        }
        keys = read;
        LOG.info(
                "The unit has {} keys; {} signs",
                read.all().size(),
                read.signing().id());
        return read;
    }
}
