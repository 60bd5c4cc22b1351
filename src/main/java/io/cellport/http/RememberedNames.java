package io.cellport.http;

import io.cellport.cell.Cell;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellStore;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of a unit that one process owns. A cell that was looked up in the store is remembered until somebody tells of a
 * change, so everybody who changes cells must tell before anybody is told of the change. Names of no cell are not
 * remembered, so the memory is that of the cells. Does not block. Safe for several threads.
 */
public final class RememberedNames implements CellNames {

    private final CellStore store;
    private final WorkerPool lookups;

    /** What is being looked up, and cells that were found. */
    private final Map<String, CompletableFuture<Optional<Cell>>> byName = new ConcurrentHashMap<>();

    /** Remembers nothing yet. */
    public RememberedNames(CellStore store, WorkerPool lookups) {
        this.store = store;
        this.lookups = lookups;
    }

    @Override
    public Future<Optional<Cell>> find(String name) {
        CompletableFuture<Optional<Cell>> known = byName.get(name);
        CompletableFuture<Optional<Cell>> cell = known != null ? known : lookUp(name);
        return cell.isDone() && !cell.isCompletedExceptionally()
                ? Future.succeededFuture(cell.join())
                : Future.fromCompletionStage(cell, Vertx.currentContext());
    }

    /** Whoever asks for the same name meanwhile waits for the same answer, unless the cell was changed in between. */
    private CompletableFuture<Optional<Cell>> lookUp(String name) {
        CompletableFuture<Optional<Cell>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Cell>> others = byName.putIfAbsent(name, mine);
        if (others != null) {
            return others;
        }
        lookups.run(() -> store.find(name)).onComplete(found -> {
            if (found.failed() || found.result().isEmpty()) {
                byName.remove(name, mine);
            }
            if (found.succeeded()) {
                mine.complete(found.result());
            } else {
                mine.completeExceptionally(found.cause());
            }
        });
        return mine;
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
        byName.remove(name);
    }
}
