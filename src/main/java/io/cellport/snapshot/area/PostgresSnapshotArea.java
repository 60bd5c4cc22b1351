package io.cellport.snapshot.area;

import static io.cellport.storage.Statements.first;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.blob.ledger.StagedWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresText;
import io.cellport.storage.postgres.Refusal;
import io.cellport.storage.postgres.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a clustered unit: the index is in PostgreSQL, the bytes are in a blob store that all nodes share. A
 * precondition sees the snapshot that it is about, and then the database makes the change only if that snapshot is
 * still the present one. Replaced and deleted blobs are only marked in their rows; the collector deletes them when
 * nobody can be reading them any more. Blocks; safe for several threads.
 */
public final class PostgresSnapshotArea implements SnapshotArea {

    /** How often a change is tried while others change the same snapshot. */
    private static final int ATTEMPTS = 100;

    private final PostgresDatabase database;
    private final BlobStore blobs;
    private final BlobLedger ledger;
    private final int maxPerCell;

    public PostgresSnapshotArea(PostgresDatabase database, BlobStore blobs, BlobLedger ledger, int maxPerCell) {
        this.database = database;
        this.blobs = blobs;
        this.ledger = ledger;
        this.maxPerCell = maxPerCell;
    }

    @Override
    public BlobWriter begin(String cellId) {
        return StagedWriter.begin(ledger, blobs, cellId);
    }

    @Override
    public StoredSnapshot commit(
            String cellId, String fileName, String contentType, BlobWriter bytes, Precondition precondition) {
        Blob blob = bytes.commit();
        try {
            return change(cellId, fileName, precondition, present -> {
                String expected = blobOf(present);
                return store(cellId, fileName, PostgresText.storable(contentType), blob, expected);
            });
        } catch (RuntimeException | Error e) {
            Optional<StoredSnapshot> stored = storedAfterAll(cellId, fileName, blob, e);
            if (stored.isPresent()) {
                return stored.get();
            }
            throw e;
        }
    }

    private StoredSnapshot store(
            String cellId, String fileName, String contentType, Blob blob, @Nullable String expected) {
        return database.change(
                        "store snapshot",
                        connection -> first(
                                connection,
                                "SELECT o_version, o_created, o_updated FROM store_snapshot(?, ?, ?, ?, ?, ?, ?, ?)",
                                row -> snapshot(fileName, row, contentType, blob),
                                cellId,
                                fileName,
                                contentType,
                                blob.id().name(),
                                blob.size(),
                                blob.sha256(),
                                expected,
                                maxPerCell))
                .orElseThrow();
    }

    private static StoredSnapshot snapshot(String fileName, ResultSet row, String contentType, Blob blob)
            throws SQLException {
        return new StoredSnapshot(
                fileName,
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                contentType,
                blob);
    }

    /**
     * Gives up the blob of a change that seems to have failed. If only the answer of the database was lost, the change
     * was made, and its result is returned.
     */
    private Optional<StoredSnapshot> storedAfterAll(String cellId, String fileName, Blob blob, Throwable failure) {
        try {
            return ledger.giveUp(blob.id())
                    ? Optional.empty()
                    : find(cellId, fileName).filter(stored -> stored.blob().id().equals(blob.id()));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        }
    }

    /**
     * Makes a change of the snapshot that the precondition has seen, and repeats both if there is another one by then.
     */
    private <T> T change(
            String cellId, String fileName, Precondition precondition, Function<Optional<StoredSnapshot>, T> change) {
        for (int attempt = 1; ; attempt++) {
            refuseHeldCell(cellId);
            Optional<StoredSnapshot> present = find(cellId, fileName);
            precondition.check(present);
            try {
                return change.apply(present);
            } catch (RefusedException e) {
                if (e.refusal() != Refusal.SNAPSHOT_CHANGED) {
                    throw new StoreException("the blob of the snapshot is gone", e);
                }
                if (attempt == ATTEMPTS) {
                    throw ApiException.of(ErrorCode.PR503_DV_0001, e);
                }
            }
        }
    }

    /** Refuses before the precondition what the change itself would refuse after it. */
    private void refuseHeldCell(String cellId) {
        database.change("hold cell", connection -> first(connection, "SELECT hold_cell(?)", row -> true, cellId));
    }

    private static @Nullable String blobOf(Optional<StoredSnapshot> present) {
        return present.map(snapshot -> snapshot.blob().id().name()).orElse(null);
    }

    @Override
    public void discard(Blob blob) {
        ledger.tryToGiveUp(blob.id());
    }

    @Override
    public Optional<StoredSnapshot> find(String cellId, String fileName) {
        // No name is like that, and the database refuses it.
        return fileName.indexOf('\0') >= 0
                ? Optional.empty()
                : database.read("find snapshot", connection -> SnapshotTable.find(connection, cellId, fileName));
    }

    @Override
    public List<StoredSnapshot> list(String cellId) {
        return database.read("list snapshots", connection -> SnapshotTable.list(connection, cellId));
    }

    @Override
    public Optional<BlobReader> open(BlobId blob) {
        return blobs.open(blob);
    }

    @Override
    public boolean delete(String cellId, String fileName, Precondition precondition) {
        return change(cellId, fileName, precondition, present -> {
            present.ifPresent(snapshot -> delete(cellId, snapshot));
            return present.isPresent();
        });
    }

    private void delete(String cellId, StoredSnapshot snapshot) {
        database.change(
                "delete snapshot",
                connection -> first(
                        connection,
                        "SELECT delete_snapshot(?, ?, ?)",
                        row -> true,
                        cellId,
                        snapshot.fileName(),
                        snapshot.blob().id().name()));
    }

    /** Does nothing: the deletion of the cell has marked the rows of its blobs. */
    @Override
    public void deleteFiles(String cellId) {}

    /** Does nothing: bytes without a row are looked for elsewhere, because other nodes may be writing them. */
    @Override
    public void sweep() {}
}
