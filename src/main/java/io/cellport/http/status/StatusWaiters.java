package io.cellport.http.status;

import io.cellport.http.Exchange;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one router that wait for a status to change. A progress message is a hint to ask the tracker again:
 * once for all that wait for the same cell, and a few times a second at most. Messages may get lost, and may reach the
 * tracker later than this router, so a common timer asks again too; in a cluster, where no message need come of what
 * another node does, each time it ticks, for one cell after the other if there are many. A waiting request costs no
 * thread and no timer. Belongs to one event loop.
 */
public final class StatusWaiters {

    private static final long TICK_MILLIS = 250;

    private static final long TICK_MILLIS_IF_SHARED = 100;

    private static final int TICKS_BETWEEN_ROUNDS = 20;

    /** Most questions of a tick for cells of which nothing was heard. */
    private static final int MOST_IN_TURN = 200;

    /** Most requests that may wait for one cell on this event loop. */
    public static final int MOST_OF_A_CELL = 1_000;

    private final Vertx vertx;

    private final StatusSource answers;

    private final boolean isShared;

    /** In the order in which their turn comes. */
    private final Map<String, Holders> byCell = new LinkedHashMap<>();

    private final TreeSet<Waiter> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Waiter::deadline).thenComparingLong(Waiter::number));

    private final Set<String> hinted = new HashSet<>();

    private long accepted;

    private long ticks;

    private @Nullable Long timer;

    private boolean closed;

    /** As many as {@link #byDeadline} has, for other threads. */
    private volatile int held;

    /**
     * Nobody waits yet. To be created on the event loop that it belongs to.
     *
     * @param isShared whether other nodes change what is waited for
     */
    public StatusWaiters(Vertx vertx, StatusSource answers, boolean isShared, Metrics metrics) {
        this.vertx = vertx;
        this.answers = answers;
        this.isShared = isShared;
        metrics.watch(Metric.POLLS_HELD, () -> held);
    }

    /** Whether one more request may wait for that cell. */
    boolean haveRoom(String cellId) {
        Holders holders = byCell.get(cellId);
        return !closed && (holders == null || holders.waiting.size() < MOST_OF_A_CELL);
    }

    /**
     * The first answer that is not old, or the current one when the time is up. Never completes if the client goes away
     * before.
     */
    Future<StatusAnswer> await(Exchange exchange, Duration time, Predicate<StatusAnswer> isOld) {
        Waiter waiter = new Waiter(
                System.nanoTime() + time.toNanos(),
                accepted++,
                exchange.key(),
                exchange.requiredCell().id(),
                isOld,
                Promise.promise());
        byCell.computeIfAbsent(waiter.cellId, cell -> new Holders()).waiting.add(waiter);
        byDeadline.add(waiter);
        held = byDeadline.size();
        exchange.onEnd(() -> remove(waiter));
        if (timer == null) {
            timer = vertx.setPeriodic(isShared ? TICK_MILLIS_IF_SHARED : TICK_MILLIS, tick -> tick());
        }
        return waiter.answer.future();
    }

    /** To be called when a message tells of progress in a cell. */
    public void hear(String cellId) {
        Holders holders = byCell.get(cellId);
        if (holders == null) {
            return;
        }
        hinted.add(cellId);
        long now = System.nanoTime();
        if (now - holders.hintedAt >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            holders.hintedAt = now;
            askAgain(cellId);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        while (!byDeadline.isEmpty() && byDeadline.first().deadline - now <= 0) {
            answerAsIs(byDeadline.first());
        }
        Set<String> cells = new HashSet<>(hinted);
        hinted.clear();
        if (isShared) {
            cells.addAll(nextInTurn());
        } else if (++ticks % TICKS_BETWEEN_ROUNDS == 0) {
            cells.addAll(byCell.keySet());
        }
        cells.forEach(this::askAgain);
    }

    private List<String> nextInTurn() {
        List<String> next = byCell.keySet().stream().limit(MOST_IN_TURN).toList();
        Map<String, Holders> later = new HashMap<>();
        next.forEach(cell -> later.put(cell, byCell.remove(cell)));
        byCell.putAll(later);
        return next;
    }

    /**
     * Answers all requests that wait with the current status, as if their time were up. No other may wait after that.
     */
    public void close() {
        closed = true;
        List.copyOf(byDeadline).forEach(this::answerAsIs);
    }

    private void answerAsIs(Waiter due) {
        remove(due);
        answers.ask(due.requestKey, due.cellId, System.nanoTime()).onComplete(due.answer);
    }

    private void askAgain(String cellId) {
        Holders holders = byCell.get(cellId);
        if (holders != null) {
            // If this fails, the next hint, round or deadline asks again.
            answers.ask(holders.waiting.iterator().next().requestKey, cellId, System.nanoTime())
                    .onSuccess(answer -> tell(cellId, answer));
        }
    }

    private void tell(String cellId, StatusAnswer answer) {
        Holders holders = byCell.get(cellId);
        for (Waiter waiter : holders == null ? List.<Waiter>of() : List.copyOf(holders.waiting)) {
            if (!waiter.isOld.test(answer)) {
                remove(waiter);
                waiter.answer.complete(answer);
            }
        }
    }

    private void remove(Waiter waiter) {
        byDeadline.remove(waiter);
        held = byDeadline.size();
        byCell.computeIfPresent(waiter.cellId, (cell, holders) -> {
            holders.waiting.remove(waiter);
            return holders.waiting.isEmpty() ? null : holders;
        });
        if (byDeadline.isEmpty() && timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    /** The requests that wait for one cell. */
    private static final class Holders {

        private final Set<Waiter> waiting = new HashSet<>(1);

        /** When a hint was last followed at once, by {@link System#nanoTime}; later hints wait for the next tick. */
        private long hintedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    }

    /**
     * A request that waits.
     *
     * @param deadline by {@link System#nanoTime}
     * @param number tells requests with the same deadline apart
     */
    private record Waiter(
            long deadline,
            long number,
            String requestKey,
            String cellId,
            Predicate<StatusAnswer> isOld,
            Promise<StatusAnswer> answer) {}
}
