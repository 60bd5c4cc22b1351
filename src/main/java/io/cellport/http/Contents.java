package io.cellport.http;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.content.KnownPlaces;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the contents of cells for requests. A request that has opened one keeps it until its answer has been sent or
 * its client is gone, however many contents are activated meanwhile; then it is closed, once. Limits how many requests
 * do so, in all and of one cell. A request does one step at a time and the pool has a place for that and for the
 * closing, so one that was admitted is never refused halfway. One per node. Safe for several threads.
 */
public final class Contents {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    /** Half the queue of the pool. */
    private static final int MOST = 4_000;

    /** How long a request waits for a content that is brought to this node; that goes on for those who ask later. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final CompletableFuture<?> HERE = CompletableFuture.completedFuture(null);

    private final CellStore cells;

    private final WorkerPool pool;

    private final Duration patience;

    private final Places places = new Places(MOST);

    private final KnownPlaces known = new KnownPlaces();

    /** @param pool where contents are opened, read and closed; no poll may pass it */
    public Contents(CellStore cells, WorkerPool pool) {
        this(cells, pool, PATIENCE);
    }

    Contents(CellStore cells, WorkerPool pool, Duration patience) {
        this.cells = cells;
        this.pool = pool;
        this.patience = patience;
    }

    /** Where paths lead in those that were asked lately. */
    public KnownPlaces known() {
        return known;
    }

    /**
     * Opens the current content of the exchange's cell, for this exchange alone, and makes it {@link Exchange#content}.
     *
     * @param first what to do with the content at once, on a thread that may block; empty if nothing was ever imported
     * @return fails with {@code PR503-SV-0001} if there is no place, {@code PR503-SV-0002} if it takes too long to
     *     bring the content to this node, {@code PR500-MC-0003} if it is damaged
     */
    public <T> Future<T> open(Exchange exchange, Function<Optional<CellGeneration>, T> first) {
        String cellId = exchange.requiredCell().id();
        if (!places.enter(cellId)) {
            return Future.failedFuture(ApiException.of(ErrorCode.PR503_SV_0001));
        }
        Held held = new Held(cellId);
        exchange.onEnd(held::end);
        Future<T> opening = open(held, first, true)
                .recover(failure -> failure instanceof UnderWayException content
                        ? openWhenHere(content.arrival, held, first)
                        : Future.failedFuture(failure));
        // Mapped: of two listeners of one future, the later may be told first.
        return opening.map(found -> {
            exchange.content(held.content());
            return found;
        });
    }

    /**
     * The same for a content that is open already, if its cell was found with it. Does not block.
     *
     * @return false if {@link #open} has to be called
     */
    public boolean openAtOnce(Exchange exchange) {
        Cell cell = exchange.requiredCell();
        if (exchange.response().closed() || !places.enter(cell.id())) {
            return false;
        }
        Optional<CellGeneration> opened = cells.openAgain(cell);
        if (opened.isEmpty()) {
            places.leave(cell.id());
            return false;
        }
        Held held = new Held(cell.id());
        held.keep(opened);
        held.openingIsOver();
        exchange.onEnd(held::end);
        exchange.content(opened);
        return true;
    }

    private <T> Future<T> open(Held held, Function<Optional<CellGeneration>, T> first, boolean onlyIfHere) {
        Future<T> opening = pool.run(() -> held.open(first, onlyIfHere));
        // Perhaps it was refused, and will never run. What is under way is not over, however soon that is known.
        if (opening.failed() && !(opening.cause() instanceof UnderWayException)) {
            held.openingIsOver();
        }
        return opening;
    }

    /** Nothing is held while the content is brought but the place: no thread waits, so nobody waits for one. */
    private <T> Future<T> openWhenHere(
            CompletableFuture<?> arrival, Held held, Function<Optional<CellGeneration>, T> first) {
        Future<?> arrived = Future.fromCompletionStage(arrival, Objects.requireNonNull(Vertx.currentContext()));
        return arrived.timeout(patience.toMillis(), TimeUnit.MILLISECONDS).transform(end -> {
            if (end.succeeded()) {
                return open(held, first, false);
            }
            held.openingIsOver();
            return Future.failedFuture(
                    end.cause() instanceof TimeoutException ? ApiException.of(ErrorCode.PR503_SV_0002) : cause(end));
        });
    }

    /** A completion stage that depends on another wraps what that failed with. */
    private static Throwable cause(AsyncResult<?> end) {
        Throwable failure = end.cause();
        return failure instanceof CompletionException ? Objects.requireNonNull(failure.getCause()) : failure;
    }

    /** The content is not on this node yet. */
    private static final class UnderWayException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<?> arrival;

        UnderWayException(CompletableFuture<?> arrival) {
            super(null, null, false, false);
            this.arrival = arrival;
        }
    }

    /** Runs one blocking step for an exchange that has opened a content; completes on the caller's context. */
    public <T> Future<T> run(Callable<T> step) {
        return pool.run(step);
    }

    /**
     * The content of one exchange. Any thread may open it, and another may end it before, meanwhile or afterwards. It
     * has its place until it is closed: else those who come and go could fill the pool with more than there are places.
     */
    private final class Held {

        private final String cellId;

        private @Nullable CellGeneration content;

        private boolean openingIsOver;

        private boolean ended;

        private boolean released;

        Held(String cellId) {
            this.cellId = cellId;
        }

        /** Blocks; throws {@link UnderWayException} if it would wait for the content, unless it may. */
        <T> T open(Function<Optional<CellGeneration>, T> first, boolean onlyIfHere) {
            boolean isOver = true;
            try {
                if (isEnded()) {
                    throw ApiException.of(ErrorCode.PR503_SV_0001);
                }
                CompletableFuture<?> arrival = onlyIfHere ? cells.bring(cellId) : HERE;
                if (!arrival.isDone()) {
                    isOver = false;
                    throw new UnderWayException(arrival);
                }
                Optional<CellGeneration> opened = cells.current(cellId);
                keep(opened);
                return first.apply(opened);
            } finally {
                if (isOver) {
                    openingIsOver();
                }
            }
        }

        private synchronized boolean isEnded() {
            return ended;
        }

        private synchronized void keep(Optional<CellGeneration> opened) {
            content = opened.orElse(null);
        }

        synchronized Optional<CellGeneration> content() {
            return Optional.ofNullable(content);
        }

        synchronized void openingIsOver() {
            openingIsOver = true;
            releaseOnce();
        }

        /** Does not block. */
        synchronized void end() {
            ended = true;
            releaseOnce();
        }

        private synchronized void releaseOnce() {
            if (!ended || !openingIsOver || released) {
                return;
            }
            released = true;
            CellGeneration last = content;
            content = null;
            if (last == null || last.closeAtOnce()) {
                places.leave(cellId);
                return;
            }
            try {
                pool.execute(() -> close(last));
            } catch (RejectedExecutionException stopped) {
                places.leave(cellId);
                LOG.info("a content stays open until the unit has stopped");
            }
        }

        /** Blocks. */
        private void close(CellGeneration last) {
            try {
                last.close();
            } finally {
                places.leave(cellId);
            }
        }
    }
}
