package io.cellport.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.Execution;
import io.cellport.cli.unit.FakeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where commands find the unit and a token for it. */
@Timeout(60)
class UnitOptionsTest {

    private static final String NO_CELLS = "{\"d\":{\"results\":[]}}";

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit();
        unit.answers(request -> {
            unit.note(request.getHeader("Authorization"));
            request.response().end(NO_CELLS);
        });
    }

    @Test
    void urlAndTokenComeFromTheEnvironment() {
        Map<String, String> environment =
                Map.of("CELLPORT_URL", unit.url().toString(), "CELLPORT_TOKEN", "fr0m.the.environment");

        new UnitOptions(environment).client().cellNames();

        assertThat(unit.requests()).containsExactly("GET /__ctl/Cell", "Bearer fr0m.the.environment");
    }

    @Test
    void theTokenIsTheFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "fr0m.a.file\nsomething else\n");

        assertThat(list("--url", unit.url().toString(), "--token-file", file.toString()))
                .isZero();

        assertThat(unit.requests()).contains("Bearer fr0m.a.file");
    }

    @Test
    void theUrlIsThatOfTheServerOfTheDataDirectory() throws IOException {
        Files.writeString(directory.resolve("unit-url"), unit.url().toString());

        assertThat(list("--data", directory.toString(), "--token", "t0ken")).isZero();

        assertThat(unit.requests()).contains("GET /__ctl/Cell");
    }

    @Test
    void aTokenIsGivenOnlyOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "t0ken");

        assertThat(list("--url", unit.url().toString(), "--token", "t0ken", "--token-file", file.toString()))
                .isEqualTo(2);
        assertThat(unit.requests()).isEmpty();
    }

    @Test
    void aBadTokenInAFileIsNotPrinted() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "two words");

        Execution refused = execute("--url", unit.url().toString(), "--token-file", file.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("The first line of " + file + " must be one word")
                .doesNotContain("two words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8181", "localhost:8181", "ftp://x/", "unit.example"})
    void aUrlWithoutASchemeIsRefusedWithAnExample(String url) {
        Execution refused = execute("--url", url, "--token", "t0ken");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("must be like http://127.0.0.1:8080/")
                .doesNotContain("Exception");
    }

    @Test
    void aUrlThatIsNoneIsRefusedWhereverItComesFrom() throws IOException {
        Files.writeString(directory.resolve("unit-url"), "not a URL");

        Execution refused = execute("--data", directory.toString(), "--token", "t0ken");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("\"not a URL\" is not a URL").doesNotContain("Exception");
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        Execution failed = execute("--url", "http://none.invalid/", "--token", "t0ken");

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.err()).isEqualTo("There is no host none.invalid" + System.lineSeparator());
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");

        Execution refused = execute("--url", "https://none.invalid/", "--token", "t", "--cacert", file.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(file.toString());
    }

    private int list(String... arguments) {
        return execute(arguments).exitCode();
    }

    private Execution execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of("cell", "list"));
        all.addAll(List.of(arguments));
        return Execution.of(all.toArray(String[]::new));
    }
}
