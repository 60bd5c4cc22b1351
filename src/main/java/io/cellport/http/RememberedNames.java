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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names of a unit that one process owns. A cell that was looked up in the store is remembered until a change of it
 * begins, so everybody who changes cells must do it in {@link #changing}. While a cell is being changed, each question
 * is looked up. Names of no cell are not remembered, so the memory is that of the cells. Safe for several threads.
 */
public final class RememberedNames implements CellNames {

    private final CellStore store;
    private final WorkerPool lookups;
    private final Map<String, Entry> byName = new ConcurrentHashMap<>();

    /** How many changes have begun and not ended, of whatever names. */
    private final AtomicInteger changes = new AtomicInteger();

    /** When the last change ended, by {@link System#nanoTime}. */
    private final AtomicLong changedAt = new AtomicLong(System.nanoTime());

    /** Remembers nothing yet. */
    public RememberedNames(CellStore store, WorkerPool lookups) {
        this.store = store;
        this.lookups = lookups;
    }

    private sealed interface Entry {}

    /** A cell that was found, or is being looked up. */
    private static final class Lookup extends CompletableFuture<Optional<Cell>> implements Entry {}

    /** So many changes have begun and not ended. */
    private record Changing(int changes) implements Entry {}

    @Override
    public Future<Optional<Cell>> find(String name) {
        Lookup cell = byName.get(name) instanceof Lookup known ? known : lookUp(name);
        return cell.isDone() && !cell.isCompletedExceptionally()
                ? Future.succeededFuture(cell.join())
                : Future.fromCompletionStage(cell, Vertx.currentContext());
    }

    /** Whoever asks for the same name meanwhile waits for the same answer, unless a change has begun in between. */
    private Lookup lookUp(String name) {
        Lookup mine = new Lookup();
        if (byName.putIfAbsent(name, mine) instanceof Lookup others) {
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
        return lookups.run(() -> isSame(cell, store.find(cell.name())));
    }

    /** Who found a cell before it was deleted asked before the deletion ended, so most need not look it up again. */
    @Override
    public Future<Boolean> remains(Cell cell, long since) {
        // In this order: a change tells its end before it is no longer counted.
        boolean isUnchanged = changes.get() == 0 && changedAt.get() - since < 0;
        return isUnchanged ? Future.succeededFuture(true) : find(cell.name()).map(found -> isSame(cell, found));
    }

    private static boolean isSame(Cell cell, Optional<Cell> found) {
        return found.filter(there -> there.id().equals(cell.id())).isPresent();
    }

    @Override
    public <T> T changing(String name, Supplier<T> change) {
        changes.incrementAndGet();
        byName.compute(name, (cell, entry) -> new Changing(entry instanceof Changing others ? others.changes + 1 : 1));
        try {
            return change.get();
        } finally {
            byName.computeIfPresent(name, (cell, entry) -> afterOne((Changing) entry));
            changedAt.accumulateAndGet(System.nanoTime(), (one, other) -> one - other > 0 ? one : other);
            changes.decrementAndGet();
        }
    }

    private static @Nullable Entry afterOne(Changing changing) {
        return changing.changes == 1 ? null : new Changing(changing.changes - 1);
    }
}
