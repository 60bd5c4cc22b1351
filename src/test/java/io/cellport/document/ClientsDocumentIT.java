package io.cellport.document;

import static io.cellport.snapshot.zip.SnapshotBuilder.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.http.TestUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs of {@code docs/clients.md} do what it says, as they are printed there. */
class ClientsDocumentIT {

    private static final MarkdownPage PAGE = MarkdownPage.of("clients.md");

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    private static final String POLL = "GET /cell1/__import";

    enum Language {
        BASH("bash", "bash", "import-snapshot.sh"),
        PYTHON("python", "python3", "import_snapshot.py"),
        JAVASCRIPT("js", "node", "import.mjs"),
        JAVA("java", "java", "ImportSnapshot.java");

        private final String name;
        private final String command;
        private final String file;

        Language(String name, String command, String file) {
            this.name = name;
            this.command = command;
            this.file = file;
        }

        Program run(Path directory, String cellUrl, String token, Path snapshot) {
            assumeTrue(isInstalled(directory), command + " is not installed, or too old");
            List<String> blocks = PAGE.blocks(name);
            write(directory.resolve(file), blocks.get(blocks.size() - 1));
            if (this == JAVASCRIPT) {
                write(directory.resolve("import-snapshot.mjs"), blocks.get(0));
            }
            List<String> command = new ArrayList<>(List.of(executable()));
            if (this == JAVA) {
                command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
            }
            command.addAll(List.of(file, snapshot.toAbsolutePath().toString()));
            return Program.run(directory, Map.of("CELL_URL", cellUrl, "TOKEN", token), command);
        }

        private boolean isInstalled(Path directory) {
            return switch (this) {
                case BASH -> Program.exists("bash") && Program.exists("curl");
                case PYTHON -> Program.exists(command);
                case JAVASCRIPT -> Program.exists(command) && hasOpenAsBlob(directory);
                case JAVA -> true;
            };
        }

        /** From Node 20 on. */
        private static boolean hasOpenAsBlob(Path directory) {
            List<String> question = List.of("node", "-e", "process.exit(require('node:fs').openAsBlob ? 0 : 1)");
            return Program.run(directory, Map.of(), question).exitCode() == 0;
        }

        private String executable() {
            return this == JAVA
                    ? Path.of(System.getProperty("java.home"), "bin", command).toString()
                    : command;
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TempDir
    Path directory;

    @AutoClose
    private static final TestUnit UNIT = TestUnit.withCells("bash", "python", "javascript", "java");

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsUploadedAndImported(Language language) {
        Program program = run(language, SMALL);

        assertThat(program.err()).doesNotContain("rror");
        assertThat(program.lines()).last().isEqualTo("ready");
        assertThat(program.lines()).allSatisfy(line -> assertThat(line).matches("ready|importation in progress \\d+%"));
        assertThat(program.exitCode()).isZero();
        assertThat(UNIT.send(UNIT.request(cell(language) + "/__import/runs")).body())
                .contains("\"Completed\"");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsToldWithItsEntryAndItsLine(Language language) throws IOException {
        Path broken = snapshot()
                .with("10_odata/70_userdata.pjson", "\n{\"oops\"]\n")
                .writeTo(directory.resolve("broken.zip"));

        Program program = run(language, broken);

        assertThat(program.lines()).anyMatch(line -> line.startsWith("import failed"));
        assertThat(program.out() + program.err())
                .contains("PR400-CM-0004", "{\"oops\"]".replace("\"", language == Language.BASH ? "\\\"" : "\""))
                .contains(
                        language == Language.BASH
                                ? "\"entry\":\"10_odata/70_userdata.pjson\",\"line\":2}}"
                                : "(10_odata/70_userdata.pjson, line 2)");
        assertThat(program.exitCode()).isOne();
    }

    private Program run(Language language, Path snapshot) {
        return language.run(directory, UNIT.url() + cell(language) + "/", UNIT.unitToken(), snapshot);
    }

    private static String cell(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource
    void aUnitThatIsBusyOrRestartsIsAskedAgainWithTheTagThatTheClientHas(Language language) {
        try (ScriptedServer server = new ScriptedServer()) {
            server.on("PUT /cell1/__snapshot/small1.zip", 201, "")
                    .on(
                            "POST /cell1/__import",
                            request -> request.response()
                                    .setStatusCode(202)
                                    .putHeader("Link", "<" + server.url() + "cell1/__import/runs/1>; rel=\"monitor\"")
                                    .end())
                    .on("GET /cell1/__import/runs/1", 200, "{\"state\":\"Completed\",\"error\":null}");
            server.on(
                    POLL,
                    request -> request.response()
                            .setStatusCode(503)
                            .putHeader("Retry-After", "0")
                            .end("{\"code\":\"PR503-SV-0002\"}"));
            if (language != Language.BASH) {
                server.on(POLL, request -> request.connection().close());
            }
            server.on(
                            POLL,
                            request -> request.response()
                                    .putHeader("ETag", "\"one\"")
                                    .end("{\"status\":\"importation in progress\",\"progress\":\"1%\"}"))
                    .on(
                            POLL,
                            request -> request.response()
                                    .setStatusCode(304)
                                    .putHeader("ETag", "\"one\"")
                                    .end())
                    .on(
                            POLL,
                            request -> request.response()
                                    .putHeader("ETag", "\"two\"")
                                    .end("{\"status\":\"ready\"}"));

            Program program = language.run(directory, server.url() + "cell1/", "t0ken", SMALL);

            assertThat(program.lines()).as(program.err()).containsExactly("importation in progress 1%", "ready");
            assertThat(program.exitCode()).isZero();
            assertThat(server.headers(POLL, "If-None-Match"))
                    .endsWith("\"none\"", "\"one\"", "\"one\"")
                    .hasSize(language == Language.BASH ? 4 : 5);
            assertThat(server.headers(POLL, "Prefer")).containsOnly("wait=30");
            assertThat(server.headers(POLL, "Authorization")).containsOnly("Bearer t0ken");
        }
    }
}
