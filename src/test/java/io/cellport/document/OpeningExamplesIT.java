package io.cellport.document;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.BuiltJar;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that pages open with do what they say. */
class OpeningExamplesIT {

    @TempDir
    Path directory;

    @Test
    void anAccountLogsInAndAnErrorIsTold() throws Exception {
        assumeTrue(Program.exists("curl"), "curl is not installed");
        try (TestUnit unit = new TestUnit(directory.resolve("data"))) {
            Accounts.importedInto(unit, "cell1", Accounts.SMALL);
            Map<String, String> variables = Map.of(
                    "CELL_URL", unit.url() + "cell1/", "CELLPORT_URL", unit.url(), "CELLPORT_TOKEN", unit.unitToken());
            String login = MarkdownPage.of("authentication.md").blocks("sh").get(0);
            String[] error =
                    MarkdownPage.of("errors.md").blocks("console").get(0).split("\n", 2);

            assertThat(run(variables, login)).containsExactly("{\"status\":\"ready\"}");
            assertThat(run(variables, error[0].substring("$ ".length()))).containsExactly(error[1].strip());
        }
    }

    @Test
    void theCommandLineImportsAndTheUnitTellsOfItself() throws Exception {
        assumeTrue(Program.exists("curl"), "curl is not installed");
        Files.copy(Accounts.SMALL, directory.resolve("alice.zip"));
        try (TestUnit unit =
                new TestUnit(config(directory.resolve("data")).management().build())) {
            Map<String, String> variables = Map.of(
                    "CELL_URL",
                    unit.url() + "alice/",
                    "TOKEN",
                    unit.unitToken(),
                    "CELLPORT_URL",
                    unit.url(),
                    "CELLPORT_TOKEN",
                    unit.unitToken());

            for (String page : List.of("command-line.md", "differences.md")) {
                for (Transcript example :
                        Transcript.of(MarkdownPage.of(page).blocks("console").get(0))) {
                    assertThat(String.join("\n", run(variables, BuiltJar.shellFunction() + example.command())))
                            .as(example.command())
                            .matches(example.printed());
                }
            }
            for (String page : List.of("monitoring.md", "operations.md", "scaling.md")) {
                String example = MarkdownPage.of(page).blocks("sh").get(0);
                assertThat(run(variables, example.replace(":9000/", ":" + unit.managementPort() + "/")))
                        .as(page)
                        .isNotEmpty();
            }
        }
    }

    private List<String> run(Map<String, String> variables, String script) {
        Program program = Program.run(directory, variables, List.of("bash", "-c", script));
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program.lines();
    }
}
