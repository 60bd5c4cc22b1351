package io.cellport.snapshot.area;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.cell.SqliteCellStore;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedBlobTest {

    private static final int RUN = 7;

    @TempDir
    Path data;

    @Test
    void theBytesOfAnActiveRunOutlastTheirName() {
        Clock clock = Clock.systemUTC();
        try (UnitDatabase unit = new UnitDatabase(data, new Sqlite())) {
            Cell cell = new SqliteCellStore(data, unit, new Sqlite(), clock).create("cell");
            SnapshotArea area = new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), 10, clock);
            BlobId blob = stored(area, cell);
            unit.write("lock", connection -> {
                CellLock.take(connection, cell.id(), Operation.IMPORT, new Holder(RUN, blob.name()));
                return null;
            });
            SnapshotRows.remove(unit, cell, "snapshot");

            area.sweep();
            assertThat(area.open(blob)).isPresent();

            unit.write("unlock", connection -> {
                CellLock.release(connection, Operation.IMPORT, RUN);
                return null;
            });
            area.sweep();
            assertThat(area.open(blob)).isEmpty();
        }
    }

    private static BlobId stored(SnapshotArea area, Cell cell) {
        try (BlobWriter bytes = area.begin(cell.id())) {
            bytes.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            return area.commit(cell.id(), "snapshot.zip", "application/zip", bytes, Precondition.NONE)
                    .blob()
                    .id();
        }
    }
}
