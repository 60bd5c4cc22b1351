package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands answer without a server: usage, configuration, tokens. */
class CommandLineTest {

    @TempDir
    Path directory;

    private String out = "";

    private String err = "";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --prot 1",
                "serve --port 1 extra",
                "xyzzy",
                "cell",
                "cell create",
                "cell create a b",
                "import",
                "import none.zip --cell a",
                "import pom.xml",
                "import pom.xml --cell a",
                "import pom.xml --cell a --name a/b",
                "status",
                "status --cell a --url ftp://x/",
                "status --cell a --url http://x/?q",
                "token --ttl 0",
                "token --ttl x",
                "token --ttl 31622401",
                "key",
                "key rotate --retire-after -1",
                "key rotate --retire-after 31622401",
                "key rotate --retire-after soon",
            })
    void badUsageExitsWithTwoAndExplainsItselfOnStandardError(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.lines()).hasSizeBetween(2, 3).last().asString().matches("See \".* --help\"\\.");
        assertThat(out).isEmpty();
    }

    @Test
    void aCommandIsReadWithoutTheOthersAndHasItsOwnName() {
        CellportCommand.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandName()).isEqualTo(name);
            if (!List.of("help", "completion", "man").contains(name)) {
                assertThat(CellportCommand.commandLine(new String[] {name, "--help"})
                                .getSubcommands())
                        .containsOnlyKeys(name);
            }
        });
        assertThat(CellportCommand.commandLine(new String[] {"help"}).getSubcommands())
                .containsKey("status");
        assertThat(CellportCommand.commandLine(new String[] {"statsu"}).getSubcommands())
                .containsKey("status");
    }

    @Test
    void badConfigurationExitsWithTwoAndNamesTheKey() {
        assertThat(run("serve", "--port", "99999")).isEqualTo(2);
        assertThat(err)
                .isEqualToNormalizingNewlines(
                        "http.port must be a whole number from 0 to 65535, not \"99999\" (command line)\n");
    }

    @Test
    void anUnknownKeyInTheFileExitsWithTwoAndNamesKeyAndFile() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "http:\n  color: red\n");

        assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        assertThat(err).contains("http.color").contains(file.toString());
    }

    @Test
    void anUnreachableServerExitsWithThree() {
        assertThat(run("status", "--cell", "a", "--url", "http://127.0.0.1:1", "--token", "secret"))
                .isEqualTo(3);
        assertThat(err).isEqualToNormalizingNewlines("No server answers at http://127.0.0.1:1/\n");
    }

    @Test
    void withoutAUnitKeyThereIsNoTokenAndNoKeyIsMade() {
        assertThat(run("token", "--data", directory.toString())).isEqualTo(1);
        assertThat(err).contains("There is no unit key in " + directory);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aUnitTokenIsOneLineForTheUnitUrlThatTheServerWrote() throws IOException {
        new KeyFile(directory).open();
        Files.writeString(directory.resolve("unit-url"), "http://unit.example/");

        assertThat(run("token", "--data", directory.toString())).isZero();

        assertThat(out.lines()).hasSize(1);
        assertThat(claims()).contains("\"iss\":\"http://unit.example/\"").contains("\"aud\":\"http://unit.example/\"");
    }

    @Test
    void aCellTokenIsForTheCellAlone() throws IOException {
        new KeyFile(directory).open();

        assertThat(run("token", "--data", directory.toString(), "--cell", "a", "--ttl", "60"))
                .isZero();

        assertThat(claims()).contains("\"aud\":\"http://127.0.0.1:8080/a/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_cell", "MyCell", "no/such", ""})
    void anImpossibleCellNameIsRefusedWithTheRule(String name) {
        String rule = "\"" + name + "\" cannot be a cell: its name has 1 to 128 of a-z 0-9 - and does not begin with -";

        assertThat(run("cell", "create", name, "--url", "http://127.0.0.1:1", "--token", "t"))
                .isEqualTo(2);
        assertThat(run("token", "--data", directory.toString(), "--cell", name)).isEqualTo(2);

        assertThat(err.lines().filter(rule::equals)).hasSize(2);
        assertThat(out).isEmpty();
    }

    @Test
    void aTokenForACellWithAHostNameNeedsAShorterName() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"), "unit:\n  url: https://unit.example/\n  pathBasedCellUrl: false\n");

        assertThat(run("token", "--config", file.toString(), "--cell", "a".repeat(64)))
                .isEqualTo(2);
        assertThat(err).contains("its name has 1 to 63 of a-z 0-9 - and neither begins nor ends with -");
    }

    @Test
    void theHelpOfCellCreateHasTheRuleForNames() {
        assertThat(run("cell", "create", "--help")).isZero();
        assertThat(out).contains("1 to 128 of a-z 0-9 -", "1 to 63 of a-z 0-9 -");
    }

    @Test
    void helpAndVersionExitWithZero() {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("serve", "token", "cell", "import", "status", "demo");
        assertThat(run("--version")).isZero();
    }

    private int run(String... arguments) {
        Execution execution = Execution.of(arguments);
        out += execution.out();
        err += execution.err();
        return execution.exitCode();
    }

    private String claims() {
        String payload = out.strip().replaceAll("^[^.]*\\.|\\.[^.]*$", "");
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    }
}
