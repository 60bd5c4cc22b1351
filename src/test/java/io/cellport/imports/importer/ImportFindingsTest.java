package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.RunView;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import finds in a snapshot and tells in its record. */
class ImportFindingsTest {

    @TempDir
    Path data;

    @TempDir
    Path files;

    @AutoClose
    private EmbeddedUnit unit;

    private Cell cell;

    @BeforeEach
    void open() throws IOException {
        unit = new EmbeddedUnit(data);
        cell = unit.store.create("cell1");
    }

    @Test
    void aDuplicateIsReportedWithItsFileAndItsLine() throws IOException {
        String box = "{\"_type\":\"Box\",\"_id\":\"%s\",\"_source\":{\"s\":{\"Name\":\"%s\"}}}\n";
        String boxes = box.formatted("id1", "a") + box.formatted("id2", "b") + box.formatted("id3", "a");
        unit.upload(
                cell,
                "twice",
                SnapshotBuilder.snapshot().with("10_odata/10_box.pjson", boxes).writeTo(files.resolve("twice")));

        ImportAccepted accepted = unit.start(cell, "twice");

        assertThat(unit.awaitEnd(cell).error()).isEqualTo(ApiError.of(ErrorCode.PR409_OD_0003));
        RunView report = unit.report(cell, accepted);
        assertThat(report.error().entry()).isEqualTo("10_odata/10_box.pjson");
        assertThat(report.error().line()).isEqualTo(3);
    }

    @Test
    void danglingReferencesAreCountedAndNotFatal() throws IOException {
        String role =
                "{\"_type\":\"Role\",\"_id\":\"r\",\"_source\":{\"s\":{\"Name\":\"r\"},\"l\":{\"Box\":\"nowhere\"}}}\n";
        unit.upload(
                cell,
                "dangling",
                SnapshotBuilder.snapshot()
                        .userData(5, 100)
                        .with("10_odata/20_role.pjson", role)
                        .with("20_webdav/" + SnapshotBuilder.snapshot().boxId(0) + "/odata/.pmeta", "{}")
                        .writeTo(files.resolve("dangling")));

        ImportAccepted accepted = unit.start(cell, "dangling");

        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(cell, accepted).danglingReferences())
                .as("a box, and the collection of five entities, their type and its property")
                .isEqualTo(1 + 5 + 1 + 1);
    }

    @Test
    void filesOutsideTheSnapshotFormatAreCountedAndLeftOut() throws IOException {
        unit.upload(
                cell,
                "more",
                SnapshotBuilder.snapshot()
                        .with("README.txt", "hello")
                        .with("10_odata/99_other.pjson", "{}")
                        .writeTo(files.resolve("more")));

        ImportAccepted dry = unit.validate(cell, "more");
        Awaitility.await().until(() -> unit.report(cell, dry).finishedAt() != null);
        ImportAccepted accepted = unit.start(cell, "more");

        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(cell, dry).ignoredEntries()).isEqualTo(2);
        assertThat(unit.report(cell, accepted).ignoredEntries()).isEqualTo(2);
    }

    @Test
    void byteOrderMarksAndBlankLinesAreSkipped() throws IOException {
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot()
                .with("00_manifest.json", "\ufeff{\"export_version\":2}\r\n")
                .with("10_odata/20_role.pjson", "\ufeff\r\n" + role("r1", "a") + "\n \t\r\n" + role("r2", "b") + "\n\n")
                .with("20_webdav/.pmeta", "\ufeff{\"t\":\"Cell\"}");
        unit.upload(cell, "marked", snapshot.writeTo(files.resolve("marked")));

        unit.start(cell, "marked");

        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        try (CellGeneration content = unit.store.current(cell.id()).orElseThrow()) {
            assertThat(content.summary().entities()).containsEntry("Role", 2L);
            assertThat(content.file(".pmeta").orElseThrow().readAllBytes())
                    .asString()
                    .isEqualTo("{\"t\":\"Cell\"}");
        }
    }

    @Test
    void lineNumbersCountBlankLines() throws IOException {
        String roles = "\n" + role("r1", "a") + "\n\n" + role("r2", "b");
        assertThat(failureOf(roles + "\nno JSON\n").line()).isEqualTo(7);
        assertThat(failureOf(roles + "\n" + role("r3", "a")).line()).isEqualTo(7);
    }

    private RunView.Failure failureOf(String roles) throws IOException {
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot().with("10_odata/20_role.pjson", roles);
        unit.upload(cell, "bad", snapshot.writeTo(files.resolve("bad")));
        ImportAccepted accepted = unit.start(cell, "bad");
        unit.awaitEnd(cell);
        return unit.report(cell, accepted).error();
    }

    private static String role(String id, String name) {
        return "{\"_type\":\"Role\",\"_id\":\"%s\",\"_source\":{\"s\":{\"Name\":\"%s\"}}}\n".formatted(id, name);
    }
}
