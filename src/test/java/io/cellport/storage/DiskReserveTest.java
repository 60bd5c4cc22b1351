package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk on which nothing can be written any more but what fits into the reserve. */
class DiskReserveTest {

    @TempDir
    Path data;

    private final FullDisk disk = new FullDisk();
    private UnitDatabase unit;

    @AutoClose
    private SqliteCellStore store;

    private Path reserve;

    @BeforeEach
    void open() {
        unit = new UnitDatabase(data, disk);
        store = new SqliteCellStore(data, unit, disk, Clock.systemUTC());
        reserve = data.resolve("reserve");
    }

    @Test
    void theReserveIsWrittenWhenAUnitStarts() {
        assertThat(reserve).hasSize(DiskReserve.BYTES);
    }

    @Test
    void aWriteOnAFullDiskIsRefusedWithItsCode() {
        disk.fillUpTo(reserve);

        assertFull(() -> store.create("cell1"));

        assertThat(store.list()).isEmpty();
        assertThat(reserve).hasSize(DiskReserve.BYTES);
    }

    @Test
    void aDeletionUsesTheReserveAndWritesItAgain() {
        Cell cell = store.create("cell1");
        disk.fillUpTo(reserve);

        assertThat(store.delete(cell.id())).isTrue();

        assertThat(store.list()).isEmpty();
        assertThat(reserve).hasSize(DiskReserve.BYTES);
        assertFull(() -> store.create("cell2"));
        disk.empty();
        assertThat(store.create("cell2").name()).isEqualTo("cell2");
    }

    @Test
    void anUploadIsRefusedWithoutAReserve() throws IOException {
        unit.requireRoom();
        disk.fillUpTo(reserve);
        unit.writeOnReserve("delete nothing", connection -> Statements.update(connection, "DELETE FROM cell"));
        Files.createDirectory(reserve);
        Files.createFile(reserve.resolve("in the way"));

        assertFull(unit::requireRoom);

        Files.delete(reserve.resolve("in the way"));
        Files.delete(reserve);
        unit.requireRoom();
        assertThat(reserve).hasSize(DiskReserve.BYTES);
    }

    @Test
    void aUnitStartsOnAFullDisk() {
        Cell cell = store.create("cell1");
        store.close();
        disk.fillUpTo(reserve);

        open();

        assertThat(store.list()).extracting(Cell::id).isEqualTo(List.of(cell.id()));
        assertThat(store.delete(cell.id())).isTrue();
    }

    private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(action)
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0005));
    }
}
