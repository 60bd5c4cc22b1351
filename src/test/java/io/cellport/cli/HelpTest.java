package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    private static final Pattern EXAMPLE = Pattern.compile("^(?:Examples?:)? +cellport (.*)$", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static Stream<Named<CommandLine>> commands() {
        return below(CellportCommand.commandLine())
                .filter(command -> !command.getCommandName().equals("help"))
                .map(command -> Named.of(command.getCommandSpec().qualifiedName(), command));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpHasAnExampleThatCanBeTyped(CommandLine command) {
        String footer =
                String.join("\n", command.getCommandSpec().usageMessage().footer());
        List<String> examples = EXAMPLE.matcher(footer)
                .results()
                .map(example -> example.group(1))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(
                        example -> assertThatCode(() -> parse(words(example))).doesNotThrowAnyException());
    }

    private static void parse(String[] words) {
        CellportCommand.commandLine(words).parseArgs(words);
    }

    private static String[] words(String example) {
        return WORD.matcher(example)
                .results()
                .map((MatchResult word) -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @Test
    void helpIsACommandToo() {
        Execution help = Execution.of("help", "import");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--dry-run", "Example");
    }

    @Test
    void theHelpOfTheProgramHasTheExitCodes() {
        assertThat(Execution.of("--help").out()).contains("Exit codes:", "130", "No unit could be reached");
    }
}
