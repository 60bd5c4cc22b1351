package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.imports.importer.CellContent;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports what was imported from a Personium server, and compares all of it with that server's own zip. */
class SnapshotWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    @TempDir
    Path files;

    @AutoClose
    private EmbeddedUnit unit;

    private Cell cell;

    @BeforeEach
    void open() {
        unit = new EmbeddedUnit(data);
        cell = unit.store.create("another-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium", "rich"})
    void everyEntryIsThatOfTheReferenceButForTheCellsIdAndName(String name) throws IOException {
        Path original = Path.of("src/test/resources/snapshots", name + ".zip");
        importIt(name, original);

        try (ZipFile expected = new ZipFile(original.toFile());
                ZipFile actual = new ZipFile(export("out").toFile())) {
            assertThat(names(actual)).containsExactlyInAnyOrderElementsOf(names(expected));
            assertThat(names(actual)).startsWith("10_odata/", "20_webdav/", "00_manifest.json");
            String oldId = cellDocument(expected).path("_id").textValue();
            for (String entry : names(expected)) {
                switch (entry) {
                    case "00_manifest.json" ->
                        assertThat(text(actual, entry).replaceAll("\\d{13}", ""))
                                .isEqualTo(text(expected, entry).replaceAll("\\d{13}", ""));
                    case "10_odata/00_cell.json" -> {
                        ObjectNode document = cellDocument(expected);
                        document.put("_id", cell.id());
                        ((ObjectNode) document.path("_source").path("s")).put("Name", cell.name());
                        assertThat(cellDocument(actual)).isEqualTo(document);
                    }
                    default ->
                        assertThat(text(actual, entry).replace(cell.id(), oldId))
                                .as(entry)
                                .isEqualTo(text(expected, entry));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small1", "rich"})
    void anExportThatIsImportedIsExportedWithTheSameBytes(String name) throws IOException {
        importIt(name, Path.of("src/test/resources/snapshots", name + ".zip"));
        Path first = export("first");
        CellContent content = CellContent.of(unit.store, cell);
        importIt("back", first);

        assertThat(export("second")).hasSameBinaryContentAs(first);
        assertThat(CellContent.of(unit.store, cell).files()).isEqualTo(content.files());
    }

    @Test
    void theOrderOfTheImportedLinesMakesNoDifference() throws IOException {
        Path original = Path.of("src/test/resources/snapshots/rich.zip");
        importIt("rich", original);
        Path first = export("first");
        importIt("reversed", reversed(original));

        assertThat(export("second")).hasSameBinaryContentAs(first);
    }

    private Path reversed(Path original) throws IOException {
        Path file = files.resolve("reversed");
        try (ZipFile zip = new ZipFile(original.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names(zip)) {
                out.putNextEntry(new ZipEntry(name));
                byte[] bytes = bytes(zip, name);
                if (name.endsWith(".pjson")) {
                    List<String> lines =
                            new ArrayList<>(new String(bytes, UTF_8).lines().toList());
                    Collections.reverse(lines);
                    bytes = lines.stream()
                            .map(line -> line + "\n")
                            .reduce("", String::concat)
                            .getBytes(UTF_8);
                }
                out.write(bytes);
            }
        }
        return file;
    }

    @Test
    void aCellWithoutContentIsExportedAsTheReferenceExportsANewOne() throws IOException {
        Path exported = export("empty");
        try (ZipFile zip = new ZipFile(exported.toFile())) {
            assertThat(names(zip)).hasSize(23).endsWith("20_webdav/.pmeta", "20_webdav/__/", "20_webdav/__/.pmeta");
        }

        importIt("empty", exported);

        assertThat(CellContent.of(unit.store, cell).files()).isEqualTo(2);
        assertThat(export("again")).hasSameBinaryContentAs(exported);
    }

    @Test
    void theListenerHearsOfAllBytesAndEntriesAndCanEndTheWriting() throws IOException {
        importIt("rich", Path.of("src/test/resources/snapshots/rich.zip"));
        List<Long> reached = new ArrayList<>();
        long[] entries = new long[1];
        new ExportedCell(unit.store, cell, files).to(files.resolve("out"), (bytes, done) -> {
            reached.add(bytes);
            entries[0] = done;
        });
        CellContent content = CellContent.of(unit.store, cell);

        assertThat(reached).isSorted().hasSizeGreaterThan(500);
        assertThat(reached).last().isEqualTo(totalBytes());
        assertThat(entries[0]).isEqualTo(content.entities() + content.files());
        assertThatThrownBy(
                        () -> new ExportedCell(unit.store, cell, files).to(files.resolve("stopped"), (bytes, done) -> {
                            throw new IllegalStateException("stop");
                        }))
                .hasMessage("stop");
        assertThat(files).isDirectoryNotContaining("glob:**export-*");
    }

    private long totalBytes() {
        try (CellGeneration content = unit.store.current(cell.id()).orElseThrow()) {
            return new SnapshotWriter(cell, Optional.of(content), files, Runnable::run).totalBytes();
        }
    }

    private void importIt(String name, Path snapshot) throws IOException {
        unit.upload(cell, name, snapshot);
        assertThat(unit.importAndWait(cell, name)).isEqualTo(ImportStatus.READY);
    }

    private Path export(String name) {
        return new ExportedCell(unit.store, cell, files).to(files.resolve(name + ".zip"));
    }

    private static ObjectNode cellDocument(ZipFile zip) throws IOException {
        JsonNode document = JSON.readTree(bytes(zip, "10_odata/00_cell.json"));
        return (ObjectNode) document;
    }

    private static List<String> names(ZipFile zip) {
        return zip.stream().map(ZipEntry::getName).toList();
    }

    private static String text(ZipFile zip, String entry) throws IOException {
        return new String(bytes(zip, entry), ISO_8859_1);
    }

    private static byte[] bytes(ZipFile zip, String entry) throws IOException {
        return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }
}
