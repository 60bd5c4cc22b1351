package io.cellport.snapshot;

import static io.cellport.store.UnitDatabase.prepare;
import static io.cellport.store.UnitDatabase.update;

import io.cellport.message.ErrorCode;
import io.cellport.store.CellLock;
import io.cellport.store.UnitDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Snapshots of an embedded unit: the index in {@code unit.db}, the bytes in files of random name. The index decides: a
 * file that it does not name does not exist, and is swept at the next start.
 */
public final class SqliteSnapshotArea implements SnapshotArea {

    private static final String COLUMNS =
            "SELECT file_name, version, created, updated, content_type, size, sha256, blob FROM snapshot WHERE cell_id = ?";

    private final UnitDatabase unit;
    private final BlobFiles blobs;
    private final int maxPerCell;
    private final Clock clock;

    public SqliteSnapshotArea(Path data, UnitDatabase unit, int maxPerCell, Clock clock) {
        this.unit = unit;
        this.blobs = new BlobFiles(data);
        this.maxPerCell = maxPerCell;
        this.clock = clock;
    }

    @Override
    public Path newTemporaryFile() {
        unit.requireRoom();
        return blobs.newTemporary();
    }

    @Override
    public StoredSnapshot commit(String cellId, String fileName, Path temporary, String contentType) {
        String blob = UUID.randomUUID().toString();
        Path file = blobs.keep(temporary, cellId, blob);
        try {
            Instant now = Instant.ofEpochMilli(clock.millis());
            long size = Files.size(file);
            String sha256 = Digests.sha256(file);
            Optional<StoredSnapshot> replaced = unit.write("store snapshot", connection -> {
                CellLock.refuseWrite(connection, cellId);
                Optional<StoredSnapshot> existing = select(connection, cellId, fileName);
                insert(connection, cellId, next(existing, fileName, contentType, now, size, sha256, file), blob);
                return existing;
            });
            replaced.ifPresent(old -> blobs.delete(old.file()));
            return next(replaced, fileName, contentType, now, size, sha256, file);
        } catch (IOException e) {
            blobs.delete(file);
            throw ErrorCode.PR500_DV_0001.causedBy(e);
        } catch (RuntimeException e) {
            blobs.delete(file);
            throw e;
        }
    }

    private static StoredSnapshot next(
            Optional<StoredSnapshot> existing,
            String fileName,
            String contentType,
            Instant now,
            long size,
            String sha256,
            Path file) {
        long version = existing.map(StoredSnapshot::version).orElse(0L) + 1;
        Instant created = existing.map(StoredSnapshot::created).orElse(now);
        return new StoredSnapshot(fileName, version, created, now, contentType, size, sha256, file);
    }

    private void insert(Connection connection, String cellId, StoredSnapshot snapshot, String blob)
            throws SQLException {
        if (snapshot.version() == 1 && count(connection, cellId) >= maxPerCell) {
            throw ErrorCode.PR400_DV_0007.exception();
        }
        update(
                connection,
                "INSERT OR REPLACE INTO snapshot(cell_id, file_name, version, created, updated, content_type, size, sha256,"
                        + " blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                cellId,
                snapshot.fileName(),
                snapshot.version(),
                snapshot.created().toEpochMilli(),
                snapshot.updated().toEpochMilli(),
                snapshot.contentType(),
                snapshot.size(),
                snapshot.sha256(),
                blob);
    }

    private static long count(Connection connection, String cellId) throws SQLException {
        try (PreparedStatement statement =
                        prepare(connection, "SELECT count(*) FROM snapshot WHERE cell_id = ?", cellId);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public Optional<StoredSnapshot> find(String cellId, String fileName) {
        return unit.read("find snapshot", connection -> select(connection, cellId, fileName));
    }

    private Optional<StoredSnapshot> select(Connection connection, String cellId, String fileName) throws SQLException {
        try (PreparedStatement statement = prepare(connection, COLUMNS + " AND file_name = ?", cellId, fileName);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(snapshot(cellId, rows)) : Optional.empty();
        }
    }

    @Override
    public List<StoredSnapshot> list(String cellId) {
        return unit.read("list snapshots", connection -> {
            try (PreparedStatement statement = prepare(connection, COLUMNS + " ORDER BY file_name", cellId);
                    ResultSet rows = statement.executeQuery()) {
                List<StoredSnapshot> snapshots = new ArrayList<>();
                while (rows.next()) {
                    snapshots.add(snapshot(cellId, rows));
                }
                return List.copyOf(snapshots);
            }
        });
    }

    private StoredSnapshot snapshot(String cellId, ResultSet row) throws SQLException {
        return new StoredSnapshot(
                row.getString(1),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                blobs.of(cellId, row.getString(8)));
    }

    @Override
    public boolean delete(String cellId, String fileName) {
        Optional<StoredSnapshot> deleted = unit.writeOnReserve("delete snapshot", connection -> {
            CellLock.refuseWrite(connection, cellId);
            Optional<StoredSnapshot> existing = select(connection, cellId, fileName);
            update(connection, "DELETE FROM snapshot WHERE cell_id = ? AND file_name = ?", cellId, fileName);
            return existing;
        });
        deleted.ifPresent(snapshot -> {
            blobs.delete(snapshot.file());
            unit.roomWasMade();
        });
        return deleted.isPresent();
    }

    @Override
    public void deleteFiles(String cellId) {
        blobs.deleteCell(cellId);
    }

    @Override
    public void sweep() {
        blobs.deleteTemporaries();
        blobs.deleteAllBut((cellId, blob) -> unit.read("look up blob", connection -> {
            String sql = "SELECT 1 FROM snapshot WHERE cell_id = ? AND blob = ?";
            try (PreparedStatement statement = prepare(connection, sql, cellId, blob);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }));
    }
}
