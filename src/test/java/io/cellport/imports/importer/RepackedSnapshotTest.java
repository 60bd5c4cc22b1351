package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real snapshot that was unpacked and packed again by ordinary tools, see docs/formats.md. */
class RepackedSnapshotTest {

    private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedUnit unit;

    @BeforeEach
    void open() throws IOException {
        unit = new EmbeddedUnit(data);
    }

    @ParameterizedTest
    @CsvSource({
        "infozip, 0",
        "infozip-zip64, 0",
        "infozip-round-trip, 0",
        "7zip, 0",
        "bsdtar, 0",
        "jar, 0",
        "python, 0",
        "zipjs, 0",
        "zipjs-zip64, 0",
        "finder-like, 3"
    })
    void theSameContentIsImported(String tool, long ignored) throws IOException {
        Cell original = unit.store.create("original");
        unit.upload(original, "original", SNAPSHOTS.resolve("small1.zip"));
        assertThat(unit.importAndWait(original, "original")).isEqualTo(ImportStatus.READY);
        Cell repacked = unit.store.create("repacked");
        unit.upload(repacked, tool, SNAPSHOTS.resolve("packed").resolve(tool + ".zip"));

        ImportAccepted accepted = unit.start(repacked, tool);

        assertThat(unit.awaitEnd(repacked)).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(repacked, accepted).ignoredEntries()).isEqualTo(ignored);
        assertThat(content(repacked)).isEqualTo(content(original));
    }

    /** Files by path, entities by type and id; without what an import changes to the cell's id. */
    private Map<String, String> content(Cell cell) {
        Map<String, String> content = new TreeMap<>();
        try (CellGeneration generation = unit.store.current(cell.id()).orElseThrow()) {
            generation.paths(path -> content.put(path, text(generation, path)));
            for (String type : generation.summary().entities().keySet()) {
                generation.entities(
                        type,
                        entity -> content.put(
                                (type + ' ' + entity.id()).replace(cell.id(), "CELL"),
                                new String(entity.source(), StandardCharsets.ISO_8859_1)
                                        .replace(cell.id(), "CELL")
                                        .replace(cell.name(), "NAME")));
            }
        }
        return content;
    }

    private static String text(CellGeneration generation, String path) {
        try (InputStream content = generation.file(path).orElseThrow()) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
