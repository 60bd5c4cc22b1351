package io.cellport.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.Cell;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellStore;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Names of a unit that one process owns: they are looked up in the store and remembered for two seconds. A change
 * through another store is therefore seen after two seconds at the latest, and a change that is told of at once. Does not block.
 * Safe for several threads.
 */
public final class RememberedNames implements CellNames {

    private static final int REMEMBERED_NAMES = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final CellStore store;
    private final WorkerPool lookups;

    private final AsyncCache<String, Optional<Cell>> byName = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_NAMES)
            .expireAfterWrite(FRESH)
            .buildAsync();

    /** Remembers nothing yet. */
    public RememberedNames(CellStore store, WorkerPool lookups) {
        this.store = store;
        this.lookups = lookups;
    }

    @Override
    public Future<Optional<Cell>> find(String name) {
        CompletableFuture<Optional<Cell>> cell = byName.get(
                name,
                (key, executor) ->
                        lookups.run(() -> store.find(key)).toCompletionStage().toCompletableFuture());
        if (cell.isDone() && !cell.isCompletedExceptionally()) {
            return Future.succeededFuture(cell.join());
        }
        return Future.fromCompletionStage(cell, Vertx.currentContext());
    }

    /** Asks the store. */
    @Override
    public Future<Boolean> isThere(Cell cell) {
        return lookups.run(() -> store.find(cell.name())
                .filter(found -> found.id().equals(cell.id()))
                .isPresent());
    }

    @Override
    public void changed(String name) {
        byName.synchronous().invalidate(name);
    }
}
