package io.cellport.cell;

import io.cellport.storage.postgres.Replica;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node keeps in memory of the table of cells: the cells that are not deleted, as they were at the last read.
 * One thread reads, and it blocks; any thread may ask, which does not. Blocks; safe for several threads.
 */
public final class CellReplica implements Replica {

    /** The last two columns are for the replica. */
    private static final String SELECT = "SELECT " + PostgresCellTable.COLUMNS + ", c.deleted_at IS NOT NULL, c.epoch "
            + PostgresCellTable.TABLES + " WHERE ";

    static final String WHOLE = SELECT + "c.deleted_at IS NULL";

    static final String CHANGES = SELECT + "c.epoch > ? ORDER BY c.epoch";

    private static final int DELETED = 9;

    private static final int EPOCH = 10;

    private volatile Known known = new Known();

    /** What is known since the last time that everything was read. */
    private static final class Known {

        private final Map<String, CellEntry> byId = new ConcurrentHashMap<>();
        private final Map<String, Cell> byName = new ConcurrentHashMap<>();

        long read(ResultSet rows) throws SQLException {
            long highest = 0;
            while (rows.next()) {
                CellEntry entry = PostgresCellTable.entry(rows);
                if (rows.getBoolean(DELETED)) {
                    remove(entry.cell());
                } else {
                    put(entry);
                }
                highest = Math.max(highest, rows.getLong(EPOCH));
            }
            return highest;
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

    Optional<Cell> find(String name) {
        return Optional.ofNullable(known.byName.get(name));
    }

    /** Whether a cell was the cell of its name, with the same content, at the last read. */
    boolean isCurrent(Cell cell) {
        return cell.equals(known.byName.get(cell.name()));
    }

    /** The current generation of a cell. */
    Optional<PublishedGeneration> current(String cellId) {
        return Optional.ofNullable(known.byId.get(cellId)).flatMap(CellEntry::current);
    }

    @Override
    public String whole() {
        return WHOLE;
    }

    @Override
    public String changes() {
        return CHANGES;
    }

    @Override
    public long replace(ResultSet rows) throws SQLException {
        Known fresh = new Known();
        long highest = fresh.read(rows);
        known = fresh;
        return highest;
    }

    @Override
    public long add(ResultSet rows) throws SQLException {
        return known.read(rows);
    }
}
