package io.cellport.cell.generation;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The length and digest of a sealed generation file, as recorded in {@code unit.db}. Blocks; immutable.
 *
 * @param bytes its length
 * @param sha256 its digest, in lower-case hexadecimal
 */
public record GenerationSeal(long bytes, String sha256) {

    /** Records this seal, and deletes the cell's other seals except that of the current generation. */
    public void save(Connection connection, GenerationId id) throws SQLException {
        update(
                connection,
                "DELETE FROM generation WHERE cell_id = ? AND number IS NOT (SELECT generation FROM cell WHERE id = ?)",
                id.cellId(),
                id.cellId());
        // If the cell was deleted meanwhile, nothing is recorded.
        update(
                connection,
                "INSERT OR REPLACE INTO generation(cell_id, number, bytes, sha256) SELECT id, ?, ?, ? FROM cell WHERE id = ?",
                id.number(),
                bytes,
                sha256,
                id.cellId());
    }

    /** The seal of a generation; empty if it was sealed before seals were recorded. */
    public static Optional<GenerationSeal> find(Connection connection, GenerationId id) throws SQLException {
        String sql = "SELECT bytes, sha256 FROM generation WHERE cell_id = ? AND number = ?";
        return first(
                connection, sql, row -> new GenerationSeal(row.getLong(1), row.getString(2)), id.cellId(), id.number());
    }
}
