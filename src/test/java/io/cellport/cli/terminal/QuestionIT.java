package io.cellport.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a person at a terminal, in a process that has one. */
@EnabledOnOs(OS.LINUX)
class QuestionIT {

    @TempDir
    Path directory;

    @Test
    void onlyAClearYesIsAYes() throws Exception {
        List<String> answers = List.of("y", "Y", "yes", " Yes ", "", "n", "no", "yes please", "j", "true");
        Path typed = Files.writeString(directory.resolve("typed"), String.join("\n", answers) + "\n");

        assertThat(heard(typed, answers.size(), "script", "-qec", command(answers.size()), "/dev/null"))
                .containsExactly(
                        "Optional[true]",
                        "Optional[true]",
                        "Optional[true]",
                        "Optional[true]",
                        "Optional[false]",
                        "Optional[false]",
                        "Optional[false]",
                        "Optional[false]",
                        "Optional[false]",
                        "Optional[false]");
    }

    @Test
    void withoutATerminalThereIsNoAnswer() throws Exception {
        Path typed = Files.writeString(directory.resolve("typed"), "yes\n");

        assertThat(heard(typed, 1, "sh", "-c", command(1))).containsExactly("Optional.empty");
    }

    private static List<String> heard(Path typed, int count, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .start();
        try (Stream<String> lines = new BufferedReader(process.inputReader(UTF_8)).lines()) {
            return lines.filter(line -> line.contains("heard "))
                    .map(line -> line.replaceFirst(".*heard ", ""))
                    .limit(count)
                    .toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String command(int questions) {
        return "'%s' -cp '%s' '%s' %d"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Asking.class.getName(),
                        questions);
    }

    /** Asks so many questions and prints the answers. */
    static final class Asking {

        private Asking() {}

        public static void main(String[] count) {
            for (int i = 0; i < Integer.parseInt(count[0]); i++) {
                System.out.println("heard " + Question.onTerminal().ask("Sure?"));
            }
        }
    }
}
