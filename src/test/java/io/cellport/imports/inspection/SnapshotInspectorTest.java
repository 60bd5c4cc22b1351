package io.cellport.imports.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.zip.Hostile;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotInspectorTest {

    private static final String ROLE = "{\"_type\":\"Role\",\"_id\":\"%s\",\"_source\":{\"s\":{\"Name\":\"%s\"}}}\n";

    @TempDir
    Path directory;

    @Test
    void everyFaultIsFoundAtOnceWithItsPlace() throws IOException {
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot();
        snapshot.box("used")
                .box("unused")
                .without("20_webdav/" + snapshot.boxId(1) + "/.pmeta")
                .without(PjsonFile.RULE.path())
                .with(SnapshotLayout.MANIFEST, "{\"export_version\":3}")
                .with("20_webdav/a\\b", "x")
                .with("20_webdav/lost/a.txt/content", "nothing says what this is")
                .with(
                        PjsonFile.ROLE.path(),
                        "no JSON\n" + ROLE.formatted("r1", "one") + "\n" + longLine()
                                + ROLE.formatted("r2", "two") + "{\"_type\":\"Role\"}\n" + ROLE.formatted("r1", "three")
                                + ROLE.formatted("r4", "two"));

        Inspection inspection = inspect(snapshot);

        assertThat(inspection.findings().stream().map(Inspected::line))
                .containsExactly(
                        "PR400-MC-0005 in 20_webdav/a\\b",
                        "PR400-MC-0003 in 00_manifest.json",
                        "PR400-MC-0001 in 10_odata/21_rule.pjson",
                        "PR400-MC-0001 in 20_webdav/lost/a.txt/.pmeta",
                        "PR400-CM-0004 in 10_odata/20_role.pjson, line 1",
                        "PR400-MC-0006 in 10_odata/20_role.pjson, line 4",
                        "PR400-CM-0001 in 10_odata/20_role.pjson, line 6",
                        "PR409-OD-0003 in 10_odata/20_role.pjson, line 7",
                        "PR409-OD-0003 in 10_odata/20_role.pjson, line 8",
                        "PR400-MC-0001 in 10_odata/10_box.pjson");
        assertThat(inspection.more()).isZero();
        assertThat(inspection.complete()).isTrue();
        assertThat(inspection.contents().boxes()).containsExactly("used", "unused");
        assertThat(inspection.contents().entities()).containsEntry("Role", 4L);
        assertThat(inspection.danglingReferences()).isEmpty();
    }

    @Test
    void tooManyFaultsAreCounted() throws IOException {
        Inspection inspection = inspect(
                SnapshotBuilder.snapshot().with(PjsonFile.ROLE.path(), "no JSON\n".repeat(Findings.MOST + 900)));

        assertThat(inspection.findings()).hasSize(Findings.MOST);
        assertThat(inspection.more()).isEqualTo(900);
    }

    @Test
    void aFaultyCellHidesNothingBehindIt() throws IOException {
        Inspection inspection = inspect(SnapshotBuilder.snapshot()
                .box("box")
                .with(SnapshotLayout.CELL, "no JSON")
                .with(PjsonFile.LINK.path(), "no JSON\n"));

        assertThat(inspection.findings().stream().map(Inspected::line))
                .containsExactly(
                        "PR400-CM-0004 in 10_odata/00_cell.json, line 1",
                        "PR400-CM-0004 in 10_odata/80_link.pjson, line 1");
        assertThat(inspection.contents().cell()).isEmpty();
    }

    @Test
    void aFileThatIsCutOffSaysThatTheRestIsHidden() throws IOException {
        Path file = SnapshotBuilder.snapshot().writeTo(directory.resolve("cut.zip"));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        Inspection inspection = new Inspected(directory).of(file);

        assertThat(inspection.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.error().code()).isEqualTo(ErrorCode.PR400_MC_0004));
        assertThat(inspection.complete()).isFalse();
        assertThat(inspection.bytes()).isEqualTo(bytes.length - 1);
    }

    @Test
    void aSnapshotThatIsTooLargeToUploadIsInspectedNevertheless() throws IOException {
        Limits d = Limits.DEFAULT;
        Limits small = new Limits(
                10,
                d.requestBodyBytes(),
                d.entries(),
                d.inflatedBytes(),
                d.entryBytes(),
                d.compressionRatio(),
                d.pathDepth(),
                d.pathBytes(),
                d.lineBytes(),
                d.jsonDepth(),
                d.propertyBytes(),
                d.snapshotsPerCell(),
                d.indexBytes());

        Inspection inspection = new Inspected(directory)
                .of(SnapshotBuilder.snapshot().box("box").writeTo(directory.resolve("large.zip")), small);

        assertThat(inspection.findings().stream().map(Inspected::line)).containsExactly("PR413-DV-0001");
        assertThat(inspection.contents().boxes()).containsExactly("box");
    }

    static List<Hostile> archives() {
        return Hostile.archives().toList();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void whatAnArchiveIsRefusedForIsFound(Hostile hostile) throws IOException {
        Path file = directory.resolve("hostile.zip");
        hostile.writeTo(file);

        Inspection inspection = new Inspected(directory).of(file, hostile.limits());

        assertThat(inspection.findings()).anySatisfy(finding -> {
            assertThat(finding.error().code()).isEqualTo(hostile.code());
            assertThat(finding.error().text()).contains(hostile.text());
        });
    }

    /** Longer than 8 MiB, and not so uniform that the compression ratio would be refused. */
    private static String longLine() {
        return IntStream.range(0, 1_500_000).mapToObj(Integer::toString).collect(Collectors.joining("", "", "\n"));
    }

    private Inspection inspect(SnapshotBuilder snapshot) throws IOException {
        return new Inspected(directory).of(snapshot.writeTo(directory.resolve("snapshot.zip")));
    }
}
