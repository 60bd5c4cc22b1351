package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.BuiltJar;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of {@code docs/reading.md} print what stands below them. */
class ReadingDocumentIT {

    private static final Path RICH = Path.of("src/test/resources/snapshots/rich.zip");

    private static final String BASE = "http://127.0.0.1:8080/";

    @TempDir
    Path directory;

    @Test
    void everyLinePrintsWhatStandsBelowIt() throws Exception {
        assumeTrue(Program.exists("curl"), "curl is not installed");
        List<Transcript> examples = MarkdownPage.of("reading.md").blocks("console").stream()
                .filter(block -> !block.startsWith("$ cadaver"))
                .flatMap(block -> Transcript.of(block).stream())
                .toList();
        assertThat(examples).hasSize(18);
        try (TestUnit unit = new TestUnit(directory.resolve("data"))) {
            Accounts.importedInto(unit, "rich", RICH);
            Map<String, String> variables = Map.of(
                    "CELL", unit.url() + "rich",
                    "TOKEN", unit.unitToken(),
                    "CELLPORT_URL", unit.url(),
                    "CELLPORT_TOKEN", unit.unitToken());

            SoftAssertions all = new SoftAssertions();
            for (Transcript example : examples) {
                String script = BuiltJar.shellFunction() + example.command();
                Program program = Program.run(directory, variables, List.of("bash", "-eu", "-c", script));

                all.assertThat(program.exitCode())
                        .as(example.command() + program.err())
                        .isZero();
                all.assertThat(withUsualAddress(program.out(), unit.url()))
                        .as(example.command())
                        .matches(example.printed());
            }
            all.assertAll();
        }
    }

    private static String withUsualAddress(String printed, String url) {
        return printed.replace("\r", "").replace(url, BASE).replace(url.replace("/", "\\/"), BASE.replace("/", "\\/"));
    }
}
