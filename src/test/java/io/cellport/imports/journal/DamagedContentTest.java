package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.importer.CellContent;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a cell is lost: nobody is told that it is ready, and an import brings it back. */
class DamagedContentTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path data;

    @Test
    void contentLostWhileTheUnitWasStoppedFailsItsRunAtTheStartAndAnImportRepairsIt() throws IOException {
        Cell cell;
        ImportAccepted accepted;
        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            cell = unit.store.create("cell1");
            unit.upload(cell, "small1", SNAPSHOT);
            accepted = unit.start(cell, "small1");
            assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        }
        Files.delete(generation());

        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            assertLost(unit, cell);
            RunView report = unit.report(cell, accepted);
            assertThat(report.error().error().code()).isEqualTo(ErrorCode.PR500_MC_0003);

            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
            CellContent.of(unit.store, cell);
        }
        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        }
    }

    @Test
    void damageFoundByAReaderFailsTheRun() throws IOException {
        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            Cell cell = unit.store.create("cell1");
            unit.upload(cell, "small1", SNAPSHOT);
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
            Files.writeString(generation(), "something else");

            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> unit.store.current(cell.id()));

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> unit.status(cell).phase() == Phase.FAILED);
            assertLost(unit, cell);
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        }
    }

    private static void assertLost(EmbeddedUnit unit, Cell cell) {
        ImportStatus status = unit.status(cell);
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.error().code()).isEqualTo(ErrorCode.PR500_MC_0003);
    }

    private Path generation() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("cells"))) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
