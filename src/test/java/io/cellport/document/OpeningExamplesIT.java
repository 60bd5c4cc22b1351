package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
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

    private List<String> run(Map<String, String> variables, String script) {
        Program program = Program.run(directory, variables, List.of("bash", "-c", script));
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program.lines();
    }
}
