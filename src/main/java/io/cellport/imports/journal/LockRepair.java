package io.cellport.imports.journal;

import static io.cellport.storage.Statements.prepare;

import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.storage.UnitDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does about locks: those of imports are what the journal says, which is checked and therefore decides. A
 * version without locks, or damage, may have left others. Writes nothing if there is nothing to repair. Blocks.
 */
final class LockRepair {

    private static final Logger LOG = LoggerFactory.getLogger(LockRepair.class);

    private static final String ACTIVE =
            "SELECT cell_id, number, snapshot_blob FROM import_run WHERE " + StateNames.among(ImportState.Active.class);

    private LockRepair() {}

    static void run(UnitDatabase unit) {
        Map<String, Holder> active = unit.read("check locks", LockRepair::active);
        Map<String, Holder> locked =
                unit.read("check locks", connection -> CellLock.holders(connection, Operation.IMPORT));
        if (!active.equals(locked) || unit.read("check locks", CellLock::hasUnknown)) {
            LOG.warn(
                    "{} cells are locked by imports, but {} imports are active: the journal decides",
                    locked.size(),
                    active.size());
            unit.writeOnReserve("repair locks", connection -> {
                CellLock.replace(connection, Operation.IMPORT, active);
                return null;
            });
        }
    }

    private static Map<String, Holder> active(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, ACTIVE);
                ResultSet rows = statement.executeQuery()) {
            Map<String, Holder> active = new TreeMap<>();
            while (rows.next()) {
                active.put(rows.getString(1), new Holder(rows.getLong(2), rows.getString(3)));
            }
            return active;
        }
    }
}
