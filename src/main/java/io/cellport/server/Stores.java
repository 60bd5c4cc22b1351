package io.cellport.server;

import io.cellport.auth.key.UnitKeyStore;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellStore;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.imports.importer.ImporterVerticle.Sharing;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.StatusView;
import io.cellport.management.Readiness;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a unit stores: for one process alone, or shared by the nodes of a cluster. Safe for several threads. */
interface Stores {

    UnitKeyStore keys();

    CellStore cells();

    /** Which cell has a name. */
    CellNames names();

    SnapshotArea snapshots();

    /** The uploads that can be resumed; empty in a cluster. */
    Optional<Uploads> uploads();

    Journal journal();

    StatusView statuses();

    ExportJournal exports();

    /** Time without a sign of life after which another process takes an export over; empty if this is the only one. */
    Optional<Duration> lease();

    /** A directory on this machine for files that are not needed after a crash. */
    Path temporaries();

    /**
     * How runs are shared with other nodes; empty if this process is the only one.
     *
     * @param leaving completes when the node begins to stop
     */
    Optional<Sharing> sharing(Future<Void> leaving);

    /** What a node of a cluster does beside serving requests and running imports. */
    Optional<Deployable> node(Readiness readiness);

    /** Writes the unit URL to where commands on this machine look for it. Blocks. */
    Void rememberUrl(String url);

    /**
     * Does what can wait until requests are answered: deletes leftovers and repairs records of the past. Blocks.
     *
     * @param enough becomes true when the unit is about to stop; the next start does the rest
     */
    default Void tidyUp(BooleanSupplier enough) {
        return null;
    }

    /** Closes everything, whatever fails on the way. Blocks. */
    Void close();
}
