package io.cellport.server;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKeyStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.CellNames;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.config.UnitConfig;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.journal.SqliteExportJournal;
import io.cellport.http.RememberedNames;
import io.cellport.imports.importer.ImporterVerticle.Sharing;
import io.cellport.imports.journal.JournalView;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.imports.journal.StatusView;
import io.cellport.imports.journal.ViewedJournal;
import io.cellport.management.Readiness;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.snapshot.upload.Uploads;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The stores of an embedded unit, in one locked data directory. Blocks; immutable. */
public record EmbeddedStores(
        DataDirectory directory,
        CellStore cells,
        CellNames names,
        SqliteJournal record,
        ViewedJournal journal,
        StatusView statuses,
        ExportJournal exports,
        SnapshotArea snapshots,
        Uploads resumable)
        implements Stores {

    /**
     * Locks the data directory and opens what it holds.
     *
     * @param pools for what memory cannot answer
     */
    public static EmbeddedStores open(UnitConfig config, Clock clock, WorkerPools pools) {
        DataDirectory directory = DataDirectory.lock(config.data());
        try {
            return open(directory, config, clock, pools);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedStores open(DataDirectory directory, UnitConfig config, Clock clock, WorkerPools pools) {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(directory.path(), sqlite);
        try {
            DirectoryBlobStore blobs = new DirectoryBlobStore(directory.path());
            int maxPerCell = config.limits().snapshotsPerCell();
            SqliteSnapshotArea snapshots = new SqliteSnapshotArea(unit, blobs, maxPerCell, clock);
            snapshots.deleteUnfinished();
            Uploads uploads = new Uploads(unit, blobs, snapshots, directory.path(), maxPerCell, clock);
            SqliteCellStore cells = new SqliteCellStore(directory.path(), unit, sqlite, clock);
            SqliteJournal journal = new SqliteJournal(unit, clock);
            JournalView view = new JournalView(journal, journal.standings(), pools.statuses());
            cells.onDeletion(view::deleted);
            // Before the journal is in anybody's hands: it is told of every import that ends, also of those of the
            // start.
            RememberedNames names = new RememberedNames(cells, pools.lookups());
            ExportJournal exports = new SqliteExportJournal(unit, maxPerCell, clock);
            return new EmbeddedStores(
                    directory,
                    cells,
                    names,
                    journal,
                    new ViewedJournal(journal, view, names::changing),
                    view,
                    exports,
                    snapshots,
                    uploads);
        } catch (RuntimeException | Error e) {
            unit.close();
            throw e;
        }
    }

    @Override
    public Optional<Uploads> uploads() {
        return Optional.of(resumable);
    }

    @Override
    public Optional<Duration> lease() {
        return Optional.empty();
    }

    @Override
    public Path temporaries() {
        return directory.temporaries();
    }

    @Override
    public UnitKeyStore keys() {
        return new KeyFile(directory.path());
    }

    @Override
    public Optional<Sharing> sharing(Future<Void> leaving) {
        return Optional.empty();
    }

    @Override
    public Optional<Deployable> node(Readiness readiness) {
        return Optional.empty();
    }

    @Override
    public Void rememberUrl(String url) {
        directory.rememberUrl(url);
        return null;
    }

    @Override
    public Void tidyUp(BooleanSupplier enough) {
        snapshots.sweep();
        resumable.sweep();
        record.repairHistory(enough);
        return null;
    }

    @Override
    public Void close() {
        try {
            cells.close();
        } finally {
            directory.close();
        }
        return null;
    }
}
