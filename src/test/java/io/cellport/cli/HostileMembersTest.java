package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.unit.FakeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server says of names, nothing is written outside of the target, and the terminal stays as it is. */
@Timeout(60)
class HostileMembersTest {

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit().answers(200, FakeUnit.PATH_BASED);
    }

    private static String described(String... names) {
        StringBuilder xml = new StringBuilder("<multistatus xmlns=\"DAV:\">").append(response("box", true));
        Stream.of(names).forEach(name -> xml.append(response("box/" + name, false)));
        return xml.append("</multistatus>").toString();
    }

    private static String response(String path, boolean isCollection) {
        String type = isCollection ? "<collection/>" : "";
        return "<response><href>http://x/a/%s</href><propstat><prop><resourcetype>%s</resourcetype></prop></propstat>"
                        .formatted(path, type)
                + "</response>";
    }

    private Execution execute(String... arguments) {
        return Execution.of(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--url", unit.url().toString(), "--token", "t0ken", "--cell", "a"))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "%2e%2e", "..%2F..%2Fescaped", "%2Fetc%2Fpasswd", "a%00b"})
    void aNameThatIsAPathIsRefused(String name) throws IOException {
        unit.answers(207, described()).answers(207, described(name));
        Path target = directory.resolve("deep").resolve("target");

        Execution execution = execute("get", "--recursive", "box", "--to", target.toString());

        assertThat(execution.exitCode()).isOne();
        assertThat(execution.err()).startsWith("No file here can have the name");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        unit.answers(207, described()).answers(207, described("%1B%5B31mred", "%E2%80%AEtxt.exe", "two%0Alines"));

        assertThat(execute("ls", "box").out().lines()).containsExactly("?[31mred", "?txt.exe", "two?lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<multistatus xmlns=\"DAV:\"><response>",
                "no XML at all",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><multistatus xmlns=\"DAV:\"><response>"
                        + "<href>&e;</href></response></multistatus>"
            })
    void anAnswerThatIsNoListIsRefused(String answer) {
        unit.answers(207, answer);

        Execution execution = execute("ls", "box");

        assertThat(execution.exitCode()).isEqualTo(3);
        assertThat(execution.err()).isEqualTo("What answers at " + unit.url() + " is no unit" + System.lineSeparator());
    }
}
