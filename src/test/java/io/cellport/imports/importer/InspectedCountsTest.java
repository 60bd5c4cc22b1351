package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.inspection.Inspected;
import io.cellport.imports.inspection.Inspection;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inspection counts what an import counts. */
class InspectedCountsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium", "rich"})
    void aRealSnapshotHasNoFindingsAndTheCountsOfItsImport(String name) throws IOException {
        Path snapshot = Path.of("src/test/resources/snapshots", name + ".zip");

        Inspection inspection = new Inspected(directory).of(snapshot);

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.manifest()).isPresent();
        GenerationSummary imported = imported(snapshot, name);
        assertThat(inspection.contents().entities()).isEqualTo(imported.entities());
        assertThat(inspection.contents().files()).isEqualTo(imported.files());
        assertThat(inspection.contents().fileBytes()).isEqualTo(imported.fileBytes());
        assertThat(inspection.danglingReferences()).contains(imported.danglingReferences());
        assertThat((long) inspection.contents().boxes().size())
                .isEqualTo(imported.entities().get("Box"));
    }

    private GenerationSummary imported(Path snapshot, String name) throws IOException {
        try (EmbeddedUnit unit = new EmbeddedUnit(directory.resolve("data"))) {
            Cell cell = unit.store.create("cell");
            unit.upload(cell, name, snapshot);
            assertThat(unit.importAndWait(cell, name)).isEqualTo(ImportStatus.READY);
            try (CellGeneration content = unit.store.current(cell.id()).orElseThrow()) {
                return content.summary();
            }
        }
    }
}
