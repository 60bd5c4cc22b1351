package io.cellport.http;

import io.cellport.auth.UnitKey;
import io.cellport.config.UnitConfig;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.snapshot.SqliteSnapshotArea;
import io.cellport.store.CellStore;
import io.cellport.store.Sqlite;
import io.cellport.store.SqliteCellStore;
import io.cellport.store.UnitDatabase;
import io.cellport.tracker.Journal;
import io.cellport.tracker.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** What lies in the data directory of an embedded unit. Opening and closing block. */
record EmbeddedStores(UnitKey key, CellStore cells, Journal journal, SnapshotArea snapshots, Clock clock)
        implements AutoCloseable {

    /**
     * Opens the data directory, making what is missing and clearing away what a crash has left.
     *
     * @throws IOException if the directory or the unit key cannot be read or written
     */
    static EmbeddedStores open(UnitConfig config) throws IOException {
        Path data = config.data();
        Clock clock = Clock.systemUTC();
        UnitKey key = UnitKey.loadOrCreate(data);
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        SnapshotArea snapshots =
                new SqliteSnapshotArea(data, unit, config.limits().snapshotsPerCell(), clock);
        snapshots.sweep();
        return new EmbeddedStores(
                key, new SqliteCellStore(data, unit, sqlite, clock), new SqliteJournal(unit, clock), snapshots, clock);
    }

    @Override
    public void close() {
        cells.close();
    }
}
