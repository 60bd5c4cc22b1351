package io.cellport.http;

import io.cellport.cell.Cell;
import io.cellport.cell.CellName;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellStore;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.upload.Uploads;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The cells of the unit, as requests need them. One per node; futures complete on the caller's context. Safe for
 * several threads.
 */
public final class CellDirectory {

    private final CellStore store;

    private final SnapshotArea snapshots;

    private final Optional<Uploads> uploads;

    private final WorkerPools pools;

    private final CellNames names;

    /** @param uploads empty where none can be resumed */
    public CellDirectory(
            CellStore store, SnapshotArea snapshots, Optional<Uploads> uploads, WorkerPools pools, CellNames names) {
        this.store = store;
        this.snapshots = snapshots;
        this.uploads = uploads;
        this.pools = pools;
        this.names = names;
    }

    /** The cell of that exact name. */
    public Future<Optional<Cell>> find(CellName name) {
        return names.find(name.text());
    }

    /** What is known of a cell before somebody asks: see {@link CellNames#known}. */
    public Optional<Cell> known(String name) {
        return names.known(name);
    }

    /** Whether a known cell can be gone by: see {@link CellNames#isUnchanged}. */
    public Future<Boolean> isUnchanged(Cell known, long since) {
        return names.isUnchanged(known, since);
    }

    /** Whether a cell that was found a moment ago is still there, as of now. */
    public Future<Boolean> isThere(Cell cell) {
        return names.isThere(cell);
    }

    /**
     * Whether a cell is still there, of which somebody has told something since it was found: see
     * {@link CellNames#remains}.
     */
    public Future<Boolean> remains(Cell cell, long since) {
        return names.remains(cell, since);
    }

    /**
     * So many cells at most, by name, without the first ones.
     *
     * @param rendering what is made of them, which for many cells takes too long for an event loop
     */
    public <T> Future<T> list(int skip, int most, Function<List<Cell>, T> rendering) {
        return pools.store().run(() -> rendering.apply(store.list(skip, most)));
    }

    /**
     * Creates an empty cell; fails with {@code PR409-OD-0003} if the name is taken.
     */
    public Future<Cell> create(CellName name) {
        return pools.store().run(() -> names.changing(name.text(), () -> store.create(name.text())));
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
        return pools.store().run(() -> {
            boolean deleted = names.changing(cell.name(), () -> deletion.test(cell.id()));
            snapshots.deleteFiles(cell.id());
            uploads.ifPresent(Uploads::sweep);
            return deleted;
        });
    }
}
