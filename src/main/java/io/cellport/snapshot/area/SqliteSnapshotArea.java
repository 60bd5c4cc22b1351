package io.cellport.snapshot.area;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.CellLock;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.UnitDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of an embedded unit: the index is in {@code unit.db}, the bytes are in a directory. The index decides:
 * a blob that it does not name does not exist. All conditions of a change are checked in its transaction. After the
 * transaction there is only clean-up: it never makes the change fail, and the next sweep makes up for what it misses.
 * Blocks; safe for several threads.
 */
public final class SqliteSnapshotArea implements SnapshotArea {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteSnapshotArea.class);

    private final UnitDatabase unit;
    private final DirectoryBlobStore blobs;
    private final int maxPerCell;
    private final Clock clock;

    /** Blobs that are being written or committed, so that the index may or may not name them yet. */
    private final Set<BlobId> undecided = ConcurrentHashMap.newKeySet();

    /**
     * Blobs whose transaction failed at its commit: it may come back after a crash, until another transaction has been
     * committed. Each failure has a mark of its own. Who takes one out holds the map's lock while the file is deleted.
     */
    private final ConcurrentMap<BlobId, Object> doubtful = new ConcurrentHashMap<>();

    public SqliteSnapshotArea(UnitDatabase unit, DirectoryBlobStore blobs, int maxPerCell, Clock clock) {
        this.unit = unit;
        this.blobs = blobs;
        this.maxPerCell = maxPerCell;
        this.clock = clock;
    }

    @Override
    public BlobWriter begin(String cellId) {
        unit.requireRoom();
        return new UndecidedWriter(blobs.create(cellId), undecided);
    }

    @Override
    public StoredSnapshot commit(
            String cellId, String fileName, String contentType, BlobWriter bytes, Precondition precondition) {
        undecided.add(bytes.id());
        try {
            Blob blob = complete(cellId, bytes);
            Change change = index(cellId, fileName, contentType, blob, precondition);
            cleanUpAfter(change);
            return change.subject();
        } finally {
            undecided.remove(bytes.id());
        }
    }

    private Blob complete(String cellId, BlobWriter bytes) {
        try {
            return bytes.commit();
        } catch (RuntimeException e) {
            // The deletion of a cell deletes its blobs, also those that are being committed.
            unit.read("look for cell", connection -> requireCell(connection, cellId));
            throw e;
        }
    }

    private Change index(String cellId, String fileName, String contentType, Blob blob, Precondition precondition) {
        AtomicBoolean checked = new AtomicBoolean();
        try {
            return unit.write("store snapshot", connection -> {
                requireCell(connection, cellId);
                CellLock.refuseWrite(connection, cellId);
                Optional<StoredSnapshot> present = SnapshotTable.find(connection, cellId, fileName);
                precondition.check(present);
                if (present.isEmpty() && SnapshotTable.count(connection, cellId) >= maxPerCell) {
                    throw ApiException.of(ErrorCode.PR400_DV_0007);
                }
                StoredSnapshot stored = next(present, fileName, contentType, blob);
                SnapshotTable.put(connection, cellId, stored);
                Change change = change(connection, stored, present);
                checked.set(true);
                return change;
            });
        } catch (Throwable e) {
            if (checked.get()) {
                doubtful.put(blob.id(), new Object());
            } else {
                cleanUp(blob.id());
            }
            throw e;
        }
    }

    /**
     * Ends the doubt about a blob whose {@link #commit} has failed: when this returns, the index says for good whether
     * it is a snapshot, and its bytes can be committed again under the same id. Nobody commits them meanwhile.
     */
    public void settle(BlobId blob) {
        Object doubt = doubtful.get(blob);
        if (doubt != null) {
            boolean needed = unit.write("settle snapshot", connection -> SnapshotTable.isNeeded(connection, blob));
            endDoubt(blob, doubt, needed);
        }
    }

    private void endDoubt(BlobId blob, Object doubt, boolean needed) {
        synchronized (doubtful) {
            if (doubtful.get(blob) == doubt && !needed) {
                cleanUp(blob);
            }
            doubtful.remove(blob, doubt);
        }
    }

    @Override
    public void discard(Blob blob) {
        quietly("bytes that became no snapshot", () -> deleteUnlessNeeded(blob.id()));
    }

    private StoredSnapshot next(Optional<StoredSnapshot> present, String fileName, String contentType, Blob blob) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        long version = present.map(StoredSnapshot::version).orElse(0L) + 1;
        Instant created = present.map(StoredSnapshot::created).orElse(now);
        return new StoredSnapshot(fileName, version, created, now, contentType, blob);
    }

    /** What a transaction did, and what is over with its commit. */
    private Change change(Connection connection, StoredSnapshot subject, Optional<StoredSnapshot> gone)
            throws SQLException {
        Map<BlobId, Object> settled = new HashMap<>(doubtful);
        for (BlobId candidate : List.copyOf(settled.keySet())) {
            if (SnapshotTable.isNeeded(connection, candidate)) {
                settled.remove(candidate);
            }
        }
        Optional<BlobId> unneeded = gone.map(replaced -> replaced.blob().id());
        if (unneeded.isPresent() && SnapshotTable.isNeeded(connection, unneeded.get())) {
            unneeded = Optional.empty();
        }
        return new Change(subject, unneeded, settled);
    }

    private static Void requireCell(Connection connection, String cellId) throws SQLException {
        if (!SnapshotTable.hasCell(connection, cellId)) {
            throw ApiException.of(ErrorCode.PR404_DV_0003);
        }
        return null;
    }

    @Override
    public Optional<StoredSnapshot> find(String cellId, String fileName) {
        return unit.read("find snapshot", connection -> SnapshotTable.find(connection, cellId, fileName));
    }

    @Override
    public List<StoredSnapshot> list(String cellId) {
        return unit.read("list snapshots", connection -> SnapshotTable.list(connection, cellId));
    }

    @Override
    public Optional<BlobReader> open(BlobId blob) {
        return blobs.open(blob);
    }

    @Override
    public boolean delete(String cellId, String fileName, Precondition precondition) {
        Optional<Change> deleted = unit.writeOnReserve("delete snapshot", connection -> {
            requireCell(connection, cellId);
            CellLock.refuseWrite(connection, cellId);
            Optional<StoredSnapshot> present = SnapshotTable.find(connection, cellId, fileName);
            precondition.check(present);
            SnapshotTable.delete(connection, cellId, fileName);
            return present.isEmpty() ? Optional.empty() : Optional.of(change(connection, present.get(), present));
        });
        deleted.ifPresent(this::cleanUpAfter);
        return deleted.isPresent();
    }

    @Override
    public void deleteFiles(String cellId) {
        quietly("the snapshots of deleted cell " + cellId, () -> blobs.deleteCell(cellId));
        unit.roomWasMade();
    }

    /** Deletes the leftovers of interrupted uploads. Call it before there are others. Never fails. */
    public void deleteUnfinished() {
        quietly("unfinished uploads", blobs::deleteUnfinished);
    }

    @Override
    public void sweep() {
        quietly("unneeded snapshot files", () -> blobs.forEach(found -> sweep(found.id())));
        quietly("empty directories", blobs::deleteEmptyDirectories);
    }

    /**
     * The index is asked second: a blob leaves {@link #undecided} only after its row was written or its commit failed.
     */
    private void sweep(BlobId blob) {
        if (!undecided.contains(blob)) {
            deleteUnlessNeeded(blob);
        }
    }

    private void deleteUnlessNeeded(BlobId blob) {
        if (!doubtful.containsKey(blob)
                && !unit.read("look up blob", connection -> SnapshotTable.isNeeded(connection, blob))) {
            cleanUp(blob);
        }
    }

    private void cleanUpAfter(Change change) {
        change.unneeded().ifPresent(this::cleanUp);
        change.settled().forEach((blob, doubt) -> endDoubt(blob, doubt, false));
        unit.roomWasMade();
    }

    private void cleanUp(BlobId blob) {
        quietly("snapshot file " + blob.name() + " of cell " + blob.cellId(), () -> blobs.delete(blob));
    }

    private static void quietly(String what, Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be deleted now; the next start tries again", what, e);
        }
    }

    /**
     * A committed transaction.
     *
     * @param unneeded the blob that was replaced or deleted, if nothing needs it
     * @param settled doubtful blobs that are no snapshots, with the marks of their failures
     */
    private record Change(StoredSnapshot subject, Optional<BlobId> unneeded, Map<BlobId, Object> settled) {}
}
