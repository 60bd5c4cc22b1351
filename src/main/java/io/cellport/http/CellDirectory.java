package io.cellport.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.store.Cell;
import io.cellport.store.CellStore;
import io.cellport.store.StoreWorker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The cells of the unit, as every request needs them. Names that were asked for, known or not, are remembered for two
 * seconds, so a change by another node is seen after that time at the latest and a change through this directory at
 * once. One per node; safe for use by several threads; futures complete on the caller's context.
 */
public final class CellDirectory {

    private static final int REMEMBERED_NAMES = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final CellStore store;

    private final SnapshotArea snapshots;

    private final StoreWorker worker;

    private final AsyncCache<String, Optional<Cell>> byName = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_NAMES)
            .expireAfterWrite(FRESH)
            .buildAsync();

    /** A directory that nothing but this node's routers use. */
    public CellDirectory(CellStore store, SnapshotArea snapshots, StoreWorker worker) {
        this.store = store;
        this.snapshots = snapshots;
        this.worker = worker;
    }

    /** The cell of that exact name. */
    public Future<Optional<Cell>> find(String name) {
        CompletableFuture<Optional<Cell>> cell = byName.get(
                name,
                (key, executor) ->
                        worker.run(() -> store.find(key)).toCompletionStage().toCompletableFuture());
        if (cell.isDone() && !cell.isCompletedExceptionally()) {
            return Future.succeededFuture(cell.join());
        }
        return Future.fromCompletionStage(cell, Vertx.currentContext());
    }

    /** All cells by name. */
    public Future<List<Cell>> list() {
        return worker.run(store::list);
    }

    /**
     * Creates an empty cell; fails with {@code PR409-OD-0003} if the name is taken.
     */
    public Future<Cell> create(String name) {
        return worker.run(() -> store.create(name)).onComplete(created -> forget(name));
    }

    /** Deletes a cell with all it holds; false if it is gone already. */
    public Future<Boolean> delete(Cell cell) {
        return worker.run(() -> {
                    boolean deleted = store.delete(cell.id());
                    snapshots.deleteFiles(cell.id());
                    return deleted;
                })
                .onComplete(deleted -> forget(cell.name()));
    }

    private void forget(String name) {
        byName.synchronous().invalidate(name);
    }
}
