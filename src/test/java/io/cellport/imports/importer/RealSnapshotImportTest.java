package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports what a Personium server exported, into a cell of another name, and compares all of it with the zip. */
class RealSnapshotImportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedUnit unit;

    @BeforeEach
    void open() {
        unit = new EmbeddedUnit(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium"})
    void everyLineAndEveryFileOfTheSnapshotIsInTheCell(String name) throws IOException {
        Path snapshot = Path.of("src/test/resources/snapshots", name + ".zip");
        Cell cell = unit.store.create("another-name");
        unit.upload(cell, name, snapshot);

        assertThat(unit.importAndWait(cell, name)).isEqualTo(ImportStatus.READY);
        assertThat(unit.journal.history(cell.id(), 1).get(0).state().run().ignoredEntries())
                .isZero();

        try (ZipFile zip = new ZipFile(snapshot.toFile());
                CellGeneration content = unit.store.current(cell.id()).orElseThrow()) {
            String oldCellId = JSON.readTree(zip.getInputStream(zip.getEntry("10_odata/00_cell.json")))
                    .path("_id")
                    .textValue();
            assertThat(content.summary().danglingReferences()).isZero();
            assertEntitiesEqual(zip, content, oldCellId, cell);
            assertFilesEqual(zip, content);
        }
    }

    private static void assertEntitiesEqual(ZipFile zip, CellGeneration content, String oldCellId, Cell cell)
            throws IOException {
        long lines = 0;
        for (ZipEntry entry : pjson(zip)) {
            String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                lines++;
                JsonNode expected = JSON.readTree(line);
                StoredEntity stored =
                        content.entity(expected.path("_id").textValue()).orElseThrow();
                assertThat(stored.type()).isEqualTo(expected.path("_type").textValue());
                assertThat(JSON.readTree(stored.source()))
                        .isEqualTo(inCell((ObjectNode) expected.path("_source"), oldCellId, cell.id()));
            }
        }
        long stored = content.summary().entities().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(stored).as("entities, and the cell itself").isEqualTo(lines + 1);
        assertThat(JSON.readTree(content.entity("Cell", cell.name())
                                .orElseThrow()
                                .source())
                        .at("/s/Name")
                        .textValue())
                .isEqualTo(cell.name());
    }

    private static JsonNode inCell(ObjectNode source, String oldCellId, String cellId) {
        source.put("c", cellId);
        if (source.path("b").asText().equals(oldCellId)) {
            source.put("b", cellId);
        }
        return source;
    }

    private static void assertFilesEqual(ZipFile zip, CellGeneration content) throws IOException {
        Set<String> expected = new HashSet<>();
        for (ZipEntry entry : list(zip)) {
            if (!entry.isDirectory() && entry.getName().startsWith("20_webdav/")) {
                String path = entry.getName().substring("20_webdav/".length());
                expected.add(path);
                try (InputStream stored = content.file(path).orElseThrow()) {
                    assertThat(stored.readAllBytes())
                            .isEqualTo(zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        Set<String> paths = new HashSet<>();
        content.paths(paths::add);
        assertThat(paths).isEqualTo(expected);
    }

    private static List<ZipEntry> pjson(ZipFile zip) {
        return list(zip).stream()
                .filter(entry -> entry.getName().endsWith(".pjson"))
                .toList();
    }

    private static List<ZipEntry> list(ZipFile zip) {
        return new ArrayList<>(zip.stream().map(ZipEntry.class::cast).toList());
    }
}
