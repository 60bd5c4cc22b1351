package io.cellport.http;

import io.cellport.cell.CellStore;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
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

    private final CellStore cells;

    private final WorkerPool pool;

    private final Places places = new Places(MOST);

    /** @param pool where contents are opened, read and closed; no poll may pass it */
    public Contents(CellStore cells, WorkerPool pool) {
        this.cells = cells;
        this.pool = pool;
    }

    /**
     * Opens the current content of the exchange's cell, for this exchange alone, and makes it {@link Exchange#content}.
     *
     * @param first what to do with the content at once, on a thread that may block; empty if nothing was ever imported
     * @return fails with {@code PR503-SV-0001} if there is no place, {@code PR500-MC-0003} if the content is damaged
     */
    public <T> Future<T> open(Exchange exchange, Function<Optional<CellGeneration>, T> first) {
        String cellId = exchange.requiredCell().id();
        if (!places.enter(cellId)) {
            return Future.failedFuture(ApiException.of(ErrorCode.PR503_SV_0001));
        }
        Held held = new Held(cellId);
        exchange.onEnd(held::end);
        // Mapped: of two listeners of one future, the later may be told first.
        return pool.run(() -> first.apply(held.open())).map(found -> {
            exchange.content(held.content());
            return found;
        });
    }

    /** Runs one blocking step for an exchange that has opened a content; completes on the caller's context. */
    public <T> Future<T> run(Callable<T> step) {
        return pool.run(step);
    }

    /** The content of one exchange. Any thread may open it, and another may end it before, meanwhile or afterwards. */
    private final class Held {

        private final String cellId;

        private @Nullable CellGeneration content;

        private boolean ended;

        Held(String cellId) {
            this.cellId = cellId;
        }

        /** Blocks. */
        Optional<CellGeneration> open() {
            Optional<CellGeneration> opened = cells.current(cellId);
            if (opened.isPresent() && !keep(opened.get())) {
                opened.get().close();
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
            return opened;
        }

        private synchronized boolean keep(CellGeneration opened) {
            if (!ended) {
                content = opened;
            }
            return !ended;
        }

        synchronized Optional<CellGeneration> content() {
            return Optional.ofNullable(content);
        }

        private synchronized @Nullable CellGeneration take() {
            CellGeneration taken = content;
            content = null;
            ended = true;
            return taken;
        }

        /** Does not block. */
        void end() {
            places.leave(cellId);
            CellGeneration last = take();
            if (last != null) {
                try {
                    pool.execute(last::close);
                } catch (RejectedExecutionException stopped) {
                    LOG.info("a content stays open until the unit has stopped");
                }
            }
        }
    }
}
