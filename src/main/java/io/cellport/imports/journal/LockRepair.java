package io.cellport.imports.journal;

import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.storage.UnitDatabase;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the import locks agree with the journal when a unit starts. The journal decides, because its rows have
 * checksums. Locks may differ after damage, or after a version without locks. Writes nothing if they agree. Blocks;
 * stateless.
 */
final class LockRepair {

    private static final Logger LOG = LoggerFactory.getLogger(LockRepair.class);

    private static final String ACTIVE =
            "SELECT cell_id, number, snapshot_blob FROM import_run WHERE " + StateNames.among(ImportState.Active.class);

    private LockRepair() {}

    static void run(UnitDatabase unit) {
        Map<String, Holder> active = unit.read("check locks", connection -> CellLock.holders(connection, ACTIVE));
        Map<String, Holder> locked =
                unit.read("check locks", connection -> CellLock.holders(connection, Operation.IMPORT));
        if (!active.equals(locked) || unit.read("check locks", CellLock::hasUnknown)) {
            LOG.warn(
                    "{} cells are locked by imports, but {} imports are active: the journal decides",
                    locked.size(),
                    active.size());
            unit.changeOnReserve("repair locks", connection -> CellLock.replace(connection, Operation.IMPORT, active));
        }
    }
}
