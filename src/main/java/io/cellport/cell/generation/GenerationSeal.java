package io.cellport.cell.generation;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import io.cellport.storage.FileSum;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The length and digest of a sealed generation file, as recorded in {@code unit.db}. Blocks; immutable.
 *
 * @param bytes its length
 * @param sum its digest
 */
public record GenerationSeal(long bytes, FileSum sum) {

    /** The columns that {@link #of} reads. */
    public static final String COLUMNS = "bytes, head_bytes, sha256";

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
                "INSERT OR REPLACE INTO generation(cell_id, number, " + COLUMNS
                        + ") SELECT id, ?, ?, ?, ? FROM cell WHERE id = ?",
                id.number(),
                bytes,
                sum.headBytes(),
                sum.sha256(),
                id.cellId());
    }

    /** The seal of a generation; empty if it was sealed before seals were recorded. */
    public static Optional<GenerationSeal> find(Connection connection, GenerationId id) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM generation WHERE cell_id = ? AND number = ?";
        return first(connection, sql, GenerationSeal::of, id.cellId(), id.number());
    }

    /** That of a row with these columns among others. */
    public static GenerationSeal of(ResultSet row) throws SQLException {
        return new GenerationSeal(row.getLong("bytes"), new FileSum(row.getInt("head_bytes"), row.getString("sha256")));
    }

    /** Whether all bytes of a file are those that were sealed; it takes as long as reading the file. */
    public boolean isOf(Path file, Runnable heartbeat) {
        try {
            return sum.isOf(file, heartbeat);
        } catch (IOException e) {
            throw new StoreException("read generation", e);
        }
    }
}
