package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cellport inspect} prints and exits with. */
class InspectCommandTest {

    private static final String SMALL = "src/test/resources/snapshots/small1.zip";

    @TempDir
    Path directory;

    @Test
    void aSoundSnapshotExitsWithZeroAndSaysWhatItHolds() {
        Execution execution = Execution.of("inspect", SMALL);

        assertThat(execution.exitCode()).isZero();
        assertThat(execution.out())
                .containsPattern("Version +2\n")
                .containsPattern("Exported +2026-11-24T")
                .containsPattern("Cell +golden\n")
                .containsPattern("Boxes +box2, box1\n")
                .containsPattern("Account +\\d+\n")
                .containsPattern("Files +\\d+ with ")
                .endsWith("Nothing would stop its import.\n");
    }

    @Test
    void everyFindingIsPrintedWithItsPlace() throws IOException {
        Path file = SnapshotBuilder.snapshot()
                .with(PjsonFile.ROLE.path(), "no JSON\n{}\n")
                .without(PjsonFile.RULE.path())
                .writeTo(directory.resolve("faulty.zip"));

        Execution execution = Execution.of("inspect", file.toString());

        assertThat(execution.exitCode()).isOne();
        assertThat(execution.out())
                .contains("\n  10_odata/21_rule.pjson: PR400-MC-0001 ")
                .contains("\n  10_odata/20_role.pjson, line 1: PR400-CM-0004 ")
                .contains("\n  10_odata/20_role.pjson, line 2: PR400-CM-0001 ");
    }

    @Test
    void jsonHasTheCountsAndTheFindings() throws IOException {
        Path file = SnapshotBuilder.snapshot()
                .box("box")
                .with(PjsonFile.ROLE.path(), "no JSON\n".repeat(101))
                .writeTo(directory.resolve("faulty.zip"));

        JsonObject json = new JsonObject(
                Execution.of("inspect", "--json", file.toString()).out());

        assertThat(json.getBoolean("sound")).isFalse();
        assertThat(json.getBoolean("complete")).isTrue();
        assertThat(json.getJsonArray("boxes")).containsExactly("box");
        assertThat(json.getJsonObject("entities").getLong("Box")).isEqualTo(1);
        assertThat(json.getJsonArray("findings")).hasSize(100);
        assertThat(json.getLong("more_findings")).isEqualTo(1);
        JsonObject first = json.getJsonArray("findings").getJsonObject(0);
        assertThat(first.getString("code")).isEqualTo("PR400-CM-0004");
        assertThat(first.getString("entry")).isEqualTo(PjsonFile.ROLE.path());
        assertThat(first.getLong("line")).isEqualTo(1);
    }

    @Test
    void aMissingFileIsBadUsage() {
        Execution execution =
                Execution.of("inspect", directory.resolve("none.zip").toString());

        assertThat(execution.exitCode()).isEqualTo(2);
        assertThat(execution.err()).contains("There is no file ");
    }
}
