package io.cellport.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.Cell;
import io.cellport.cell.CellName;
import io.cellport.cell.CellStore;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The cells of the unit, as every request needs them. Remembers for two seconds whether a name is that of a cell, and
 * which. A change by another node is therefore seen after two seconds at the latest, and a change through this
 * directory at once. One per node; futures complete on the caller's context. Safe for several threads.
 */
public final class CellDirectory {

    private static final int REMEMBERED_NAMES = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final CellStore store;

    private final SnapshotArea snapshots;

    private final WorkerPools pools;

    private final AsyncCache<String, Optional<Cell>> byName = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_NAMES)
            .expireAfterWrite(FRESH)
            .buildAsync();

    /** The directory of one node, for its routers only. */
    public CellDirectory(CellStore store, SnapshotArea snapshots, WorkerPools pools) {
        this.store = store;
        this.snapshots = snapshots;
        this.pools = pools;
    }

    /** The cell of that exact name. */
    public Future<Optional<Cell>> find(CellName name) {
        CompletableFuture<Optional<Cell>> cell = byName.get(
                name.text(),
                (key, executor) -> pools.lookups()
                        .run(() -> store.find(key))
                        .toCompletionStage()
                        .toCompletableFuture());
        if (cell.isDone() && !cell.isCompletedExceptionally()) {
            return Future.succeededFuture(cell.join());
        }
        return Future.fromCompletionStage(cell, Vertx.currentContext());
    }

    /** Whether a cell that was found a moment ago is still there; asks the store. */
    public Future<Boolean> isThere(Cell cell) {
        return pools.lookups()
                .run(() -> store.find(cell.name())
                        .filter(found -> found.id().equals(cell.id()))
                        .isPresent());
    }

    /** All cells by name. */
    public Future<List<Cell>> list() {
        return pools.store().run(store::list);
    }

    /**
     * Creates an empty cell; fails with {@code PR409-OD-0003} if the name is taken.
     */
    public Future<Cell> create(CellName name) {
        return pools.store().run(() -> store.create(name.text())).onComplete(created -> forget(name.text()));
    }

    /** Deletes an empty cell; false if it is gone already. Fails with {@code PR409-OD-0001} if it holds something. */
    public Future<Boolean> deleteEmpty(Cell cell) {
        return delete(cell, store::deleteEmpty);
    }

    /** Deletes a cell with all it holds; false if it is gone already. */
    public Future<Boolean> deleteWithContent(Cell cell) {
        return delete(cell, store::delete);
    }

    private Future<Boolean> delete(Cell cell, Predicate<String> deletion) {
        return pools.store()
                .run(() -> {
                    boolean deleted = deletion.test(cell.id());
                    snapshots.deleteFiles(cell.id());
                    return deleted;
                })
                .onComplete(deleted -> forget(cell.name()));
    }

    private void forget(String name) {
        byName.synchronous().invalidate(name);
    }
}
