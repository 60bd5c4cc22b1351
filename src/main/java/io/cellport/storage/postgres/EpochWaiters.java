package io.cellport.storage.postgres;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who wait for a read, in the order in which they came. A read answers whoever came before it was sent. Whoever
 * came later waits for the next read, because this one may miss what they must see. Does not block. Safe for several
 * threads.
 */
public final class EpochWaiters {

    private static final Logger LOG = LoggerFactory.getLogger(EpochWaiters.class);

    /** Whoever waits longer gets an error. */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long arrivals;
    private boolean closed;

    /**
     * One who waits.
     *
     * @param arrival number of this one in the order of arrivals
     * @param since when it came
     * @param caller where its future completes; null if the caller had no context
     */
    private record Waiter(
            long arrival,
            long since,
            Promise<Void> promise,
            @Nullable Context caller) {

        void complete(@Nullable ApiException failure) {
            if (failure == null) {
                promise.complete();
            } else {
                promise.fail(failure);
            }
        }
    }

    /** @param nanoTime a monotonic clock in nanoseconds */
    public EpochWaiters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Adds one who waits for a read that is sent after this call.
     *
     * @return completes on the context of the caller; fails with {@code PR503-SV-0002} if the read fails, or after
     *     {@link #PATIENCE}
     */
    public synchronized Future<Void> add() {
        if (closed) {
            return Future.failedFuture(unavailable());
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(new Waiter(++arrivals, nanoTime.getAsLong(), promise, Vertx.currentContext()));
        return promise.future();
    }

    /** Call this before a read is sent; the number is the read's, for {@link #answer} and {@link #fail}. */
    public synchronized long sending() {
        return arrivals;
    }

    /** Answers those for whom a read was sent. Call it when what the read returned is known. */
    public void answer(long read) {
        end(waiter -> waiter.arrival() <= read, null);
    }

    /** Fails those for whom a read was sent. */
    public void fail(long read) {
        end(waiter -> waiter.arrival() <= read, unavailable());
    }

    /** Fails those who have waited too long. */
    public void expire() {
        long latest = nanoTime.getAsLong() - PATIENCE.toNanos();
        end(waiter -> waiter.since() - latest <= 0, unavailable());
    }

    /** Fails all, now and from now on. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        end(waiter -> true, unavailable());
    }

    /** Whether nobody waits. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * All who came on the same context are told in one turn of it: each turn takes longer to begin than to tell
     * somebody.
     */
    private void end(Predicate<Waiter> condition, @Nullable ApiException failure) {
        Map<@Nullable Context, List<Waiter>> byCaller = new HashMap<>();
        for (Waiter waiter : first(condition)) {
            byCaller.computeIfAbsent(waiter.caller(), unknown -> new ArrayList<>())
                    .add(waiter);
        }
        byCaller.forEach((caller, theirs) -> {
            if (caller == null) {
                tell(theirs, failure);
            } else {
                caller.runOnContext(turn -> tell(theirs, failure));
            }
        });
    }

    /** Each of them, whatever another one does with it. */
    private static void tell(List<Waiter> theirs, @Nullable ApiException failure) {
        for (Waiter waiter : theirs) {
            try {
                waiter.complete(failure);
            } catch (Throwable anything) {
                LOG.error("somebody who waited for a read of the database has failed", anything);
            }
        }
    }

    /** Takes out the first ones, up to one for whom the condition does not hold. */
    private synchronized List<Waiter> first(Predicate<Waiter> condition) {
        List<Waiter> taken = new ArrayList<>();
        while (!waiting.isEmpty() && condition.test(waiting.peek())) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private static ApiException unavailable() {
        return ApiException.of(ErrorCode.PR503_SV_0002);
    }
}
