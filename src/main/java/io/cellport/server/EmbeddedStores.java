package io.cellport.server;

import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.config.UnitConfig;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.time.Clock;

/** The stores of an embedded unit, in one locked data directory. Blocks; immutable. */
public record EmbeddedStores(DataDirectory directory, CellStore cells, Journal journal, SnapshotArea snapshots) {

    public static EmbeddedStores open(UnitConfig config, Clock clock) {
        DataDirectory directory = DataDirectory.lock(config.data());
        try {
            return open(directory, config, clock);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedStores open(DataDirectory directory, UnitConfig config, Clock clock) {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(directory.path(), sqlite);
        try {
            SnapshotArea snapshots = new SqliteSnapshotArea(
                    unit,
                    new DirectoryBlobStore(directory.path()),
                    config.limits().snapshotsPerCell(),
                    clock);
            snapshots.sweep();
            return new EmbeddedStores(
                    directory,
                    new SqliteCellStore(directory.path(), unit, sqlite, clock),
                    new SqliteJournal(unit, clock),
                    snapshots);
        } catch (RuntimeException | Error e) {
            unit.close();
            throw e;
        }
    }

    Void rememberUrl(String url) {
        directory.rememberUrl(url);
        return null;
    }

    public Void close() {
        try {
            cells.close();
        } finally {
            directory.close();
        }
        return null;
    }
}
