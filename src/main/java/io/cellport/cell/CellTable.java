package io.cellport.cell;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.forEach;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;

import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.UnitDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of cells and the record of deleted ones, in {@code unit.db}. Blocks; safe for several threads. */
final class CellTable {

    private static final String COLUMNS = "SELECT id, name, published, updated, generation FROM cell ";

    private final UnitDatabase unit;

    CellTable(UnitDatabase unit) {
        this.unit = unit;
    }

    /** Throws {@code PR409-OD-0003} if the name is taken. */
    void insert(Cell cell) {
        long now = cell.published().toEpochMilli();
        unit.write("create cell", connection -> {
            int rows = update(
                    connection,
                    "INSERT INTO cell(id, name, published, updated) VALUES(?, ?, ?, ?) ON CONFLICT(name) DO NOTHING",
                    cell.id(),
                    cell.name(),
                    now,
                    now);
            if (rows == 0) {
                throw ApiException.of(ErrorCode.PR409_OD_0003);
            }
            return cell;
        });
    }

    Optional<Cell> find(String name) {
        return unit.lookUp(
                "find cell", connection -> first(connection, COLUMNS + "WHERE name = ?", CellTable::cell, name));
    }

    List<Cell> list(int skip, int most) {
        String sql = COLUMNS + "ORDER BY name LIMIT ? OFFSET ?";
        return unit.read("list cells", connection -> query(connection, sql, CellTable::cell, most, skip));
    }

    private static Cell cell(ResultSet rows) throws SQLException {
        return new Cell(
                rows.getString(1),
                rows.getString(2),
                Instant.ofEpochMilli(rows.getLong(3)),
                Instant.ofEpochMilli(rows.getLong(4)),
                rows.getLong(5));
    }

    /** The number of the cell's current generation. */
    OptionalLong generation(String cellId) {
        String sql = "SELECT generation FROM cell WHERE id = ? AND generation IS NOT NULL";
        return unit.lookUp("find generation", connection -> first(connection, sql, row -> row.getLong(1), cellId))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** The current generation of each cell that has one, with its seal, in the order of the cells' names. */
    Map<GenerationId, Optional<GenerationSeal>> generations() {
        String sql = "SELECT c.id, c.generation, g.bytes, g.head_bytes, g.sha256 FROM cell c LEFT JOIN generation g"
                + " ON g.cell_id = c.id AND g.number = c.generation WHERE c.generation IS NOT NULL ORDER BY c.name";
        Map<GenerationId, Optional<GenerationSeal>> found = new LinkedHashMap<>();
        unit.read(
                "list generations",
                connection -> forEach(
                        connection,
                        sql,
                        row -> Map.entry(new GenerationId(row.getString(1), row.getLong(2)), seal(row)),
                        entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }

    private static Optional<GenerationSeal> seal(ResultSet row) throws SQLException {
        return row.getString("sha256") == null ? Optional.empty() : Optional.of(GenerationSeal.of(row));
    }

    /** Deletes a cell and records the deletion, unless the cell is locked or the refusal throws. */
    boolean deleteUnless(Refusal refusal, String cellId) {
        return unit.writeOnReserve("delete cell", connection -> {
            CellLock.refuseWrite(connection, cellId);
            refusal.check(connection, cellId);
            boolean existed = update(connection, "DELETE FROM cell WHERE id = ?", cellId) > 0;
            if (existed) {
                update(connection, "INSERT INTO deleted_cell(id) VALUES(?)", cellId);
            }
            return existed;
        });
    }

    /** Throws if a cell must not be deleted; called in the transaction of the deletion. */
    @FunctionalInterface
    interface Refusal {
        void check(Connection connection, String cellId) throws SQLException;
    }

    /** Refuses cells that have imported content, even from an empty snapshot, or uploaded snapshots. */
    static void refuseContent(Connection connection, String cellId) throws SQLException {
        String sql = "SELECT 1 FROM cell WHERE id = ? AND"
                + " (generation IS NOT NULL OR EXISTS (SELECT 1 FROM snapshot WHERE cell_id = cell.id))";
        if (exists(connection, sql, cellId)) {
            throw ApiException.of(ErrorCode.PR409_OD_0001);
        }
    }

    boolean isKnown(String cellId) {
        return isOnRecord("SELECT 1 FROM cell WHERE id = ?", cellId);
    }

    boolean wasDeleted(String cellId) {
        return isOnRecord("SELECT 1 FROM deleted_cell WHERE id = ?", cellId);
    }

    private boolean isOnRecord(String query, String cellId) {
        return unit.read("look up cell", connection -> exists(connection, query, cellId));
    }
}
