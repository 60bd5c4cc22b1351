package io.cellport.snapshot.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FailingCommits;
import io.cellport.storage.FileWatch;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when something goes wrong around the transaction of a change. */
class SqliteSnapshotAreaTest implements SnapshotAreaContract, SnapshotAreaRacesContract {

    private static final int RUN = 7;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final Faulty files = new Faulty();
    private final FailingCommits sqlite = new FailingCommits();
    private UnitDatabase unit;
    private CellStore cells;
    private DirectoryBlobStore blobs;
    private SnapshotArea area;

    @BeforeEach
    void open() {
        unit = new UnitDatabase(data, sqlite);
        cells = new SqliteCellStore(data, unit, sqlite, clock);
        blobs = new DirectoryBlobStore(new WatchedFiles(files).wrap(data));
        area = new SqliteSnapshotArea(unit, blobs, MOST, clock);
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Override
    public void reopen() {
        close();
        open();
    }

    @Override
    public SnapshotArea area() {
        return area;
    }

    @Override
    public Cells cells() {
        return new Cells() {
            @Override
            public Cell create(String name) {
                return cells.create(name);
            }

            @Override
            public boolean delete(String cellId) {
                return cells.delete(cellId);
            }
        };
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public void beginRun(Cell cell, BlobId blob) {
        unit.write("lock", connection -> {
            CellLock.take(connection, cell.id(), CellLock.Operation.IMPORT, new Holder(RUN, blob.name()));
            return null;
        });
    }

    @Override
    public void endRun(Cell cell) {
        unit.write("unlock", connection -> {
            CellLock.release(connection, CellLock.Operation.IMPORT, RUN);
            return null;
        });
    }

    @Test
    void theBytesOfAnActiveRunAreKeptWhenTheirNameIsDeleted() {
        Cell cell = cells.create("cell");
        BlobId blob = put(cell, "snapshot.zip", "one").blob().id();
        beginRun(cell, blob);
        SnapshotRows.remove(unit, cell, "snapshot");

        area.sweep();
        assertThat(stored()).containsExactly(blob);

        endRun(cell);
        area.sweep();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aReplacedFileThatCannotBeDeletedIsDeletedByTheNextSweep() {
        Cell cell = cells.create("cell");
        put(cell, "a.zip", "one");
        files.refuseDeletions = true;

        StoredSnapshot stored = put(cell, "a.zip", "two");

        assertThat(stored.version()).isEqualTo(2);
        assertThat(content(cell, "a.zip")).contains("two");
        assertThat(stored()).hasSize(2);

        files.refuseDeletions = false;
        area.sweep();

        assertThat(content(cell, "a.zip")).contains("two");
        assertThat(stored()).containsExactly(stored.blob().id());
    }

    @Test
    void aFileThatCannotBeDeletedIsStillRemovedFromTheIndex() {
        Cell cell = cells.create("cell");
        put(cell, "a.zip", "one");
        files.refuseDeletions = true;

        assertThat(area.delete(cell.id(), "a.zip", Precondition.NONE)).isTrue();

        assertThat(area.find(cell.id(), "a.zip")).isEmpty();
        files.refuseDeletions = false;
        area.sweep();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void filesThatCannotBeDeletedDoNotMakeTheDeletionOfTheirCellFail() {
        Cell cell = cells.create("cell");
        put(cell, "a.zip", "one");
        cells.delete(cell.id());
        files.refuseDeletions = true;

        area.deleteFiles(cell.id());

        assertThat(stored()).hasSize(1);
        files.refuseDeletions = false;
        area.sweep();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void bytesThatACrashMightBringBackAreKeptUntilTheNextCommit() {
        Cell cell = cells.create("cell");
        StoredSnapshot first = put(cell, "a.zip", "one");
        sqlite.refuse(true);

        assertThatThrownBy(() -> put(cell, "a.zip", "two")).isInstanceOf(StoreException.class);

        assertThat(content(cell, "a.zip")).contains("one");
        assertThat(stored()).hasSize(2).contains(first.blob().id());

        sqlite.refuse(false);
        StoredSnapshot other = put(cell, "b.zip", "three");

        assertThat(content(cell, "a.zip")).contains("one");
        assertThat(stored())
                .containsExactlyInAnyOrder(first.blob().id(), other.blob().id());
    }

    @Test
    void aCellThatIsDeletedWhileItsDirectoryIsMadeIsNotFound() {
        Cell cell = cells.create("cell");
        files.beforeMove = () -> {
            cells.delete(cell.id());
            area.deleteFiles(cell.id());
        };

        assertThatThrownBy(() -> put(cell, "a.zip", "one")).satisfies(SnapshotAreaContract.is(ErrorCode.PR404_DV_0003));

        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    /** Files that do not go away while they are told so, and a step that something else comes before. */
    private static final class Faulty implements FileWatch {

        private volatile boolean refuseDeletions;
        private volatile Runnable beforeMove = () -> {};

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (operation == Operation.DELETE && refuseDeletions && Files.isRegularFile(file)) {
                throw new FileSystemException("file", null, "Input/output error");
            }
            if (operation == Operation.MOVE) {
                Runnable first = beforeMove;
                beforeMove = () -> {};
                first.run();
            }
            return call.run();
        }
    }
}
