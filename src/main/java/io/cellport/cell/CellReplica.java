package io.cellport.cell;

import static io.cellport.storage.Statements.forEach;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node keeps in memory of the table of cells: the cells that are not deleted, as they were at the last read.
 * One thread changes it; safe for several threads that ask.
 */
public final class CellReplica {

    /** Rows that were changed after an epoch, in the order of their changes; the last two columns are for the replica. */
    static final String CHANGED = "SELECT " + PostgresCellTable.COLUMNS + ", c.deleted_at IS NOT NULL, c.epoch "
            + PostgresCellTable.TABLES + " WHERE c.epoch > ? ORDER BY c.epoch";

    private static final int DELETED = 9;

    private static final int EPOCH = 10;

    private final Map<String, CellEntry> byId = new ConcurrentHashMap<>();
    private final Map<String, Cell> byName = new ConcurrentHashMap<>();
    private long known;

    Optional<Cell> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The current generation of a cell. */
    Optional<PublishedGeneration> current(String cellId) {
        return Optional.ofNullable(byId.get(cellId)).flatMap(CellEntry::current);
    }

    /** Reads what was changed since the last read. */
    public void read(Connection connection) throws SQLException {
        forEach(connection, CHANGED, CellReplica::change, this::apply, known);
    }

    private record Change(CellEntry entry, boolean isDeletion, long epoch) {}

    private static Change change(ResultSet row) throws SQLException {
        return new Change(PostgresCellTable.entry(row), row.getBoolean(DELETED), row.getLong(EPOCH));
    }

    private void apply(Change change) {
        if (change.isDeletion()) {
            remove(change.entry().cell());
        } else {
            put(change.entry());
        }
        known = change.epoch();
    }

    private void put(CellEntry entry) {
        byId.put(entry.cell().id(), entry);
        byName.put(entry.cell().name(), entry.cell());
    }

    /** The name may be that of another cell by now. */
    private void remove(Cell deleted) {
        byId.remove(deleted.id());
        byName.computeIfPresent(deleted.name(), (name, cell) -> cell.id().equals(deleted.id()) ? null : cell);
    }
}
