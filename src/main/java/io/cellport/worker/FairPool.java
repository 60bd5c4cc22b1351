package io.cellport.worker;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A pool that cells share: of one cell only {@value #MOST_OF_CELL} calls are in it at a time. The others wait outside
 * of it, so whoever asks for much waits for himself, and others do not wait for him. Safe for several threads.
 */
public final class FairPool {

    static final int MOST_OF_CELL = 2;

    /** Of one cell. */
    static final int MOST_WAITING = 1_000;

    private final WorkerPool pool;

    private final Map<String, Line> lines = new HashMap<>();

    /** @param pool which nothing else uses */
    public FairPool(WorkerPool pool) {
        this.pool = pool;
    }

    /** The calls of one cell. */
    private static final class Line {
        private int admitted;
        private final Deque<Turn> waiting = new ArrayDeque<>();
    }

    /** One call, which is run or refused. */
    private record Turn(Runnable run, Runnable refuse) {}

    /**
     * Runs a blocking call for a cell, see {@link WorkerPool#run}.
     *
     * @return fails with {@code PR503-SV-0001} also if too many calls of the cell wait
     */
    public <T> Future<T> run(String cellId, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Turn turn = new Turn(
                () -> {
                    WorkerPool.complete(result, call);
                    next(cellId).ifPresent(next -> start(cellId, next));
                },
                () -> result.completeExceptionally(ApiException.of(ErrorCode.PR503_SV_0001)));
        Future<T> future = WorkerPool.forCaller(result);
        enter(cellId, turn).ifPresent(admitted -> start(cellId, admitted));
        return future;
    }

    /** The turn, if it may start now; otherwise it waits or is refused. */
    private Optional<Turn> enter(String cellId, Turn turn) {
        synchronized (lines) {
            Line line = lines.computeIfAbsent(cellId, id -> new Line());
            if (line.admitted < MOST_OF_CELL) {
                line.admitted++;
                return Optional.of(turn);
            }
            if (line.waiting.size() < MOST_WAITING) {
                line.waiting.add(turn);
                return Optional.empty();
            }
        }
        turn.refuse.run();
        return Optional.empty();
    }

    /** The turn that takes the place of one that has ended. */
    private Optional<Turn> next(String cellId) {
        synchronized (lines) {
            Line line = Objects.requireNonNull(lines.get(cellId));
            Turn next = line.waiting.poll();
            if (next == null && --line.admitted == 0) {
                lines.remove(cellId);
            }
            return Optional.ofNullable(next);
        }
    }

    /** If the pool is closed, all that wait are refused. */
    private void start(String cellId, Turn first) {
        for (Optional<Turn> turn = Optional.of(first); turn.isPresent(); turn = next(cellId)) {
            try {
                pool.execute(turn.get().run);
                return;
            } catch (RejectedExecutionException full) {
                turn.get().refuse.run();
            }
        }
    }

    /** See {@link WorkerPool#shutDown}. */
    public Future<Void> shutDown(Duration patience) {
        return pool.shutDown(patience);
    }

    /** See {@link WorkerPool#abandon}. */
    public void abandon() {
        pool.abandon();
    }
}
