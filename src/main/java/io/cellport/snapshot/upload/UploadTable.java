package io.cellport.snapshot.upload;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Unfinished uploads in {@code unit.db}. Each method runs in its caller's transaction. Blocks; stateless. */
final class UploadTable {

    private UploadTable() {}

    static void add(Connection connection, Upload upload) throws SQLException {
        update(
                connection,
                "INSERT INTO upload(id, cell_id, file_name, content_type, metadata, length, reached, expires)"
                        + " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                upload.id(),
                upload.cellId(),
                upload.fileName(),
                upload.contentType(),
                upload.metadata(),
                upload.length(),
                upload.offset(),
                upload.expires().orElseThrow().toEpochMilli());
    }

    static Optional<Upload> find(Connection connection, String cellId, String id) throws SQLException {
        return first(
                connection,
                "SELECT file_name, content_type, metadata, length, reached, expires FROM upload"
                        + " WHERE id = ? AND cell_id = ?",
                row -> new Upload(
                        id,
                        cellId,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        Optional.of(Instant.ofEpochMilli(row.getLong(6)))),
                id,
                cellId);
    }

    static long count(Connection connection, String cellId) throws SQLException {
        String sql = "SELECT count(*) FROM upload WHERE cell_id = ?";
        return first(connection, sql, row -> row.getLong(1), cellId).orElseThrow();
    }

    /** Records how far an upload has come; false if it is gone. */
    static boolean reached(Connection connection, String id, long offset, Instant expires) throws SQLException {
        String sql = "UPDATE upload SET reached = ?, expires = ? WHERE id = ?";
        return update(connection, sql, offset, expires.toEpochMilli(), id) > 0;
    }

    static boolean delete(Connection connection, String id) throws SQLException {
        return update(connection, "DELETE FROM upload WHERE id = ?", id) > 0;
    }

    /** Deletes an upload if it has expired. */
    static void deleteExpired(Connection connection, String id, Instant now) throws SQLException {
        update(connection, "DELETE FROM upload WHERE id = ? AND expires <= ?", id, now.toEpochMilli());
    }

    /** Deletes the rows of uploads that are snapshots, which a crash may have left. */
    static void deleteComplete(Connection connection) throws SQLException {
        update(
                connection,
                "DELETE FROM upload WHERE EXISTS(SELECT 1 FROM snapshot"
                        + " WHERE snapshot.cell_id = upload.cell_id AND snapshot.blob = upload.id)");
    }

    static List<String> expired(Connection connection, Instant now) throws SQLException {
        String sql = "SELECT id FROM upload WHERE expires <= ?";
        return query(connection, sql, row -> row.getString(1), now.toEpochMilli());
    }

    static boolean has(Connection connection, String id) throws SQLException {
        return exists(connection, "SELECT 1 FROM upload WHERE id = ?", id);
    }
}
