package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

    @TempDir
    Path directory;

    @Test
    void bashCompletesCommandsAndFlags() throws Exception {
        Path script = Files.writeString(directory.resolve("cellport.bash"), printed("completion", "bash"));

        assertThat(completed(script, "cellport", "comp")).contains("completion");
        assertThat(completed(script, "cellport", "cell", "cr")).contains("create");
        assertThat(completed(script, "cellport", "import", "--ce")).contains("--cell");
    }

    @Test
    void zshLoadsTheScriptOfBash() {
        assertThat(printed("completion", "zsh")).isEqualTo(printed("completion", "bash"));
    }

    @Test
    void fishIsToldOfCommandsAndFlagsWhereTheyBelong() {
        String script = printed("completion", "fish");

        assertThat(script.lines())
                .anyMatch(line -> line.startsWith("complete -c cellport -n 'not __fish_seen_subcommand_from serve ")
                        && line.contains(" -f -a import -d '"))
                .anyMatch(line ->
                        line.startsWith("complete -c cellport -n '__fish_seen_subcommand_from import' -l cell -r "));
        assertThat(script.replace("\\'", "").lines())
                .allSatisfy(line -> assertThat(line.chars()
                                        .filter(character -> character == '\'')
                                        .count()
                                % 2)
                        .as(line)
                        .isZero());
    }

    @Test
    void everyCommandHasAManualPageWithoutStrayRequests() throws IOException {
        printed("man", directory.resolve("man1").toString());

        try (Stream<Path> pages = Files.list(directory.resolve("man1"))) {
            List<Path> all = pages.toList();
            assertThat(all.stream().map(page -> page.getFileName().toString()))
                    .contains("cellport.1", "cellport-import.1", "cellport-cell-create.1");
            for (Path page : all) {
                assertThat(Files.readString(page).lines())
                        .as(page.toString())
                        .allMatch(line -> !line.startsWith("'")
                                && (!line.startsWith(".") || line.matches("\\.(TH|SH|TP|nf|fi).*")));
            }
        }
        assertThat(directory.resolve("man1/cellport-import.1"))
                .content()
                .contains(
                        "cellport\\-import \\- Uploads a snapshot to a cell and imports it\n",
                        "\\fB\\-\\-cell\\fP \\fI",
                        "\\fIFILE\\fP");
    }

    private static String printed(String... arguments) {
        Execution execution = Execution.of(arguments);
        assertThat(execution.exitCode()).isZero();
        return execution.out();
    }

    private String completed(Path script, String... words) throws IOException {
        String typed = String.join(" ", words);
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d; _complete_cellport; echo \"${COMPREPLY[@]}\""
                                .formatted(script, typed, words.length - 1, typed, typed.length()))
                .redirectErrorStream(true)
                .start();
        return new String(bash.getInputStream().readAllBytes(), UTF_8);
    }
}
