package io.cellport.snapshot.area;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.CellLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The index of snapshots in {@code unit.db}. Each method runs in its caller's transaction. Blocks; stateless. */
public final class SnapshotTable {

    private static final String SELECT =
            "SELECT file_name, version, created, updated, content_type, blob, size, sha256 FROM snapshot WHERE cell_id = ?";

    private SnapshotTable() {}

    static Optional<StoredSnapshot> find(Connection connection, String cellId, String fileName) throws SQLException {
        return first(connection, SELECT + " AND file_name = ?", row -> snapshot(cellId, row), cellId, fileName);
    }

    /** The snapshot that has a blob. */
    public static Optional<StoredSnapshot> ofBlob(Connection connection, BlobId blob) throws SQLException {
        return first(
                connection, SELECT + " AND blob = ?", row -> snapshot(blob.cellId(), row), blob.cellId(), blob.name());
    }

    static List<StoredSnapshot> list(Connection connection, String cellId) throws SQLException {
        return query(connection, SELECT + " ORDER BY file_name", row -> snapshot(cellId, row), cellId);
    }

    private static StoredSnapshot snapshot(String cellId, ResultSet row) throws SQLException {
        return new StoredSnapshot(
                row.getString(1),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                new Blob(new BlobId(cellId, row.getString(6)), row.getLong(7), row.getString(8)));
    }

    /** The number of snapshots of a cell. */
    public static long count(Connection connection, String cellId) throws SQLException {
        String sql = "SELECT count(*) FROM snapshot WHERE cell_id = ?";
        return first(connection, sql, row -> row.getLong(1), cellId).orElseThrow();
    }

    /** Whether a cell has a snapshot of that name. */
    public static boolean has(Connection connection, String cellId, String fileName) throws SQLException {
        return exists(connection, "SELECT 1 FROM snapshot WHERE cell_id = ? AND file_name = ?", cellId, fileName);
    }

    /** Stores the first version of a snapshot, of which there is none. */
    public static void add(
            Connection connection, String cellId, String fileName, String contentType, Blob blob, Instant now)
            throws SQLException {
        put(connection, cellId, new StoredSnapshot(fileName, 1, now, now, contentType, blob));
    }

    /** Stores a row and replaces one of the same name. */
    static void put(Connection connection, String cellId, StoredSnapshot snapshot) throws SQLException {
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
                snapshot.blob().id().name());
    }

    static void delete(Connection connection, String cellId, String fileName) throws SQLException {
        update(connection, "DELETE FROM snapshot WHERE cell_id = ? AND file_name = ?", cellId, fileName);
    }

    /**
     * Whether a snapshot or a run needs a blob. Unless it is that of an upload, a blob that is not
     * needed will never be needed again.
     */
    static boolean isNeeded(Connection connection, BlobId blob) throws SQLException {
        return exists(connection, "SELECT 1 FROM snapshot WHERE cell_id = ? AND blob = ?", blob.cellId(), blob.name())
                || CellLock.needs(connection, blob.cellId(), blob.name());
    }

    /** Whether a file name refers to this blob. */
    public static boolean names(Connection connection, String fileName, BlobId blob) throws SQLException {
        return exists(
                connection,
                "SELECT 1 FROM snapshot WHERE cell_id = ? AND file_name = ? AND blob = ?",
                blob.cellId(),
                fileName,
                blob.name());
    }

    /** Whether there is a cell of that id. */
    public static boolean hasCell(Connection connection, String cellId) throws SQLException {
        return exists(connection, "SELECT 1 FROM cell WHERE id = ?", cellId);
    }
}
