package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cellport.cli.CellportCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that the documents show exist, and so do the tests and scripts that they name. */
class DocumentedCommandsTest {

    /** A command with its arguments, at the beginning of a line of a block. */
    private static final Pattern COMMAND = Pattern.compile("^(?:\\$ )?cellport ([^\\n]*)$", Pattern.MULTILINE);

    /** What ends the arguments of a command in a shell. */
    private static final Pattern END = Pattern.compile("\\s+(?:#|&|\\||\\d?>|<).*$");

    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([A-Za-z,]+)");

    private static final Pattern SCRIPT = Pattern.compile("\\./run\\.sh ([a-z-]+)");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandLineUnderstandsEachCommand(String arguments) {
        String[] words = WORD.matcher(arguments)
                .results()
                .map(word -> Stream.of(word.group(1), word.group(2), word.group(3))
                        .filter(found -> found != null)
                        .findFirst()
                        .orElseThrow())
                .toArray(String[]::new);

        assertThatCode(() -> CellportCommand.commandLine(words).parseArgs(words))
                .doesNotThrowAnyException();
    }

    static List<String> commands() throws IOException {
        return texts().flatMap(text -> Pattern.compile("^```\\w*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(text)
                        .results())
                .flatMap(block -> COMMAND.matcher(block.group(1)).results())
                .map(command -> END.matcher(command.group(1)).replaceAll("").replace("...", "x"))
                .distinct()
                .toList();
    }

    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        List<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            classes = files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .toList();
        }

        assertThat(named(TESTS).flatMap(names -> Stream.of(names.split(","))))
                .isNotEmpty()
                .isSubsetOf(classes);
    }

    @Test
    void eachPartOfTheScriptIsThere() throws IOException {
        String script = Files.readString(Path.of("run.sh"));

        assertThat(named(SCRIPT))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(script.contains("  " + word + ")")
                                || CellportCommand.commandLine()
                                        .getSubcommands()
                                        .containsKey(word))
                        .as(word)
                        .isTrue());
    }

    private static Stream<String> named(Pattern pattern) throws IOException {
        return texts().flatMap(text -> pattern.matcher(text).results()).map((MatchResult found) -> found.group(1));
    }

    private static Stream<String> texts() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            List<Path> all = Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), pages)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            Stream.Builder<String> texts = Stream.builder();
            for (Path page : all) {
                texts.add(Files.readString(page));
            }
            return texts.build();
        }
    }
}
