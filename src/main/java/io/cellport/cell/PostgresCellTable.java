package io.cellport.cell;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.generation.GenerationId;
import io.cellport.storage.postgres.PostgresDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table of cells of a clustered unit. Deleted cells keep their rows. Fails as {@link PostgresDatabase#change} does.
 * Blocks; safe for several threads.
 */
final class PostgresCellTable {

    /** What {@link #entry} reads, and more columns may follow. */
    static final String COLUMNS =
            "c.id, c.name, c.published, c.updated, c.generation, c.generation_blob, b.bytes, b.sha256";

    /** Cell by cell: when many epochs have passed, the planner expects many cells, and would look at all blobs. */
    static final String TABLES = "FROM cell c LEFT JOIN LATERAL"
            + " (SELECT bytes, sha256 FROM blob WHERE name = c.generation_blob LIMIT 1) b ON true";

    private static final String SELECT = "SELECT " + COLUMNS + " " + TABLES + " WHERE c.deleted_at IS NULL";

    static final String BY_NAME = SELECT + " AND c.name = ?";

    static final String BY_ID = SELECT + " AND c.id = ?";

    private final PostgresDatabase database;

    PostgresCellTable(PostgresDatabase database) {
        this.database = database;
    }

    Cell create(String name) {
        String id = CellIds.next();
        Instant now = database.change(
                        "create cell",
                        connection -> first(
                                connection,
                                "SELECT create_cell(?, ?)",
                                row -> Instant.ofEpochMilli(row.getLong(1)),
                                id,
                                name))
                .orElseThrow();
        return new Cell(id, name, now, now, 0);
    }

    Optional<Cell> find(String name) {
        // No name has this character, and the database refuses it.
        return name.indexOf('\0') >= 0
                ? Optional.empty()
                : database.read("find cell", connection -> first(connection, BY_NAME, PostgresCellTable::entry, name))
                        .map(CellEntry::cell);
    }

    List<Cell> list(int skip, int most) {
        return database.read(
                "list cells",
                connection -> query(
                        connection,
                        SELECT + " ORDER BY c.name LIMIT ? OFFSET ?",
                        row -> entry(row).cell(),
                        most,
                        skip));
    }

    /** The current generation of a cell as of now. */
    Optional<PublishedGeneration> current(String cellId) {
        return database.read(
                        "find generation", connection -> first(connection, BY_ID, PostgresCellTable::entry, cellId))
                .flatMap(CellEntry::current);
    }

    static CellEntry entry(ResultSet row) throws SQLException {
        String id = row.getString(1);
        Cell cell = new Cell(
                id,
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getLong(5));
        String blob = row.getString(6);
        return new CellEntry(
                cell,
                blob == null
                        ? Optional.empty()
                        : Optional.of(new PublishedGeneration(
                                new GenerationId(id, row.getLong(5)),
                                new Blob(new BlobId(id, blob), row.getLong(7), row.getString(8)))));
    }

    /** Deletes a cell; false if there is none of this id. */
    boolean delete(String cellId, boolean onlyEmpty) {
        return database.change(
                        "delete cell",
                        connection -> first(
                                connection, "SELECT delete_cell(?, ?)", row -> row.getBoolean(1), cellId, onlyEmpty))
                .orElseThrow();
    }

    boolean wasDeleted(String cellId) {
        return isOnRecord("SELECT 1 FROM cell WHERE id = ? AND deleted_at IS NOT NULL", cellId);
    }

    boolean isKnown(String cellId) {
        return isOnRecord("SELECT 1 FROM cell WHERE id = ? AND deleted_at IS NULL", cellId);
    }

    private boolean isOnRecord(String sql, String cellId) {
        return database.read("look up cell", connection -> exists(connection, sql, cellId));
    }
}
