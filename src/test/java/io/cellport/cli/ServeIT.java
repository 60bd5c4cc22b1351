package io.cellport.cli;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as its users meet it: processes, one port, exit codes. */
class ServeIT {

    private static final Path SNAPSHOT =
            Path.of("src/test/resources/snapshots/small1.zip").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void aSnapshotIsImportedWithTheCommandsAlone() throws Exception {
        try (CellportProcess server = serve()) {
            String url = url(server);

            CellportProcess token = run("token", "--cell", "golden");
            assertThat(token.exitCode(0)).isZero();
            assertThat(token.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");

            assertThat(run("cell", "create", "golden", "--url", url).exitCode(0))
                    .isZero();
            assertThat(run("cell", "list", "--url", url).out()).isEqualToNormalizingNewlines("golden\n");

            CellportProcess imported = run("import", SNAPSHOT.toString(), "--cell", "golden", "--url", url);
            assertThat(imported.exitCode(0)).as(imported.err()).isZero();
            assertThat(imported.out()).isEqualToNormalizingNewlines("Imported small1 into cell golden\n");
            assertThat(imported.err()).contains("Upload  100%").contains("Import  100%");

            assertThat(run("status", "--cell", "golden", "--url", url).out()).isEqualToNormalizingNewlines("ready\n");
            assertThat(run("cell", "delete", "golden", "--recursive", "--url", url)
                            .exitCode(0))
                    .isZero();
            assertThat(run("cell", "list", "--url", url).out()).isEmpty();

            assertStopsInOrder(server);
            assertThat(server.out()).isEqualToNormalizingNewlines("Cellport listening on " + url + "\n");
        }
    }

    @Test
    void aRefusalShowsTheServersCodeOnStandardErrorAndHasAnExitCodeOfItsOwn() throws Exception {
        try (CellportProcess server = serve()) {
            String url = url(server);
            Path notAZip = Files.writeString(directory.resolve("text.zip"), "not a zip");
            run("cell", "create", "golden", "--url", url);

            assertRefused(run("cell", "create", "golden", "--url", url), 6, "PR409-OD-0003 The entity already exists.");
            CellportProcess misnamed = run("cell", "create", "Golden", "--url", url);
            assertThat(misnamed.exitCode(0)).isEqualTo(2);
            assertThat(misnamed.err()).contains("Golden");
            assertRefused(run("status", "--cell", "none", "--url", url), 5, "PR404-DV-0003 Cell not found.");
            assertRefused(run("import", SNAPSHOT.toString(), "--cell", "none", "--url", url), 5, "PR404-DV-0003 ");
            assertRefused(
                    run("import", notAZip.toString(), "--cell", "golden", "--url", url),
                    1,
                    "PR400-MC-0004 The specified snapshot file is not zip file.");
            assertRefused(
                    run("status", "--cell", "golden", "--url", url, "--token", "wrong"),
                    4,
                    "PR401-AU-0006 Token parse error.");
        }
    }

    @Test
    void aSecondServerOnTheSamePortOrDataDirectoryDoesNotStart() throws Exception {
        try (CellportProcess server = serve()) {
            String url = url(server);
            String port = Integer.toString(URI.create(url).getPort());

            CellportProcess samePort = run("serve", "--port", port, "--data", "other");
            assertThat(samePort.exitCode(0)).isEqualTo(1);
            assertThat(samePort.err()).contains("Cellport cannot start: " + url + " cannot be listened on");
            assertThat(samePort.out()).isEmpty();

            CellportProcess sameData = run("serve", "--port", "0");
            assertThat(sameData.exitCode(0)).isEqualTo(1);
            assertThat(sameData.err()).contains("Cellport cannot start: the data directory is in use");
        }
    }

    @Test
    void aSecondLineSaysWhereHealthAndMetricsAre() throws Exception {
        try (CellportProcess server = CellportProcess.startManaged(directory, "serve", "--port", "0")) {
            await().until(() -> !server.isAlive() || server.out().lines().count() == 2);
            assertThat(server.out())
                    .matches("Cellport listening on http://127\\.0\\.0\\.1:[1-9][0-9]*/\\R"
                            + "Health and metrics on http://127\\.0\\.0\\.1:[1-9][0-9]*/\\R");

            String health = server.out().lines().toList().get(1).replaceFirst(".* on ", "") + "health/ready";
            assertThat(URI.create(health).toURL().openStream().readAllBytes())
                    .asString()
                    .contains("ready");
        }
    }

    @Test
    void aDamagedDataDirectoryIsNotServed() throws Exception {
        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        Files.writeString(damaged.resolve("unit.db"), "anything but a database");

        CellportProcess server = run("serve", "--port", "0", "--data", damaged.toString());

        assertThat(server.exitCode(0)).isEqualTo(1);
        assertThat(server.err().lines())
                .last()
                .isEqualTo("Cellport cannot start: unit.db is damaged: bring the data directory back from a backup");
        assertThat(server.err()).doesNotContain("\tat ");
        assertThat(server.out()).isEmpty();
    }

    @Test
    void aKilledServerLeavesNothingOutsideItsDataDirectory() throws Exception {
        Path temporaries = Files.createDirectory(directory.resolve("temporaries"));

        try (CellportProcess server = serveWith("-Djava.io.tmpdir=" + temporaries)) {
            server.kill();
            assertThat(server.err()).as("a new directory needs no repair").doesNotContain("WARN");
        }

        assertThat(temporaries).isEmptyDirectory();
        Path libraries = directory.resolve("data/lib");
        List<Path> left = unpacked(libraries);
        assertThat(left).isNotEmpty();
        for (Path file : left) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (CellportProcess server = serveWith("-Djava.io.tmpdir=" + temporaries)) {
            assertThat(unpacked(libraries)).doesNotContainAnyElementsOf(left);
            assertStopsInOrder(server);
        }
    }

    @Test
    void aServerNeedsNoTemporaryDirectory() throws Exception {
        // Nothing can be written below a file, whoever runs this test.
        Path unusable = Files.createFile(directory.resolve("file")).resolve("temporaries");

        try (CellportProcess server = serveWith("-Djava.io.tmpdir=" + unusable)) {
            assertStopsInOrder(server);
        }
    }

    @Test
    void theDemoImportsItsSnapshotAndLeavesNothingBehind() throws Exception {
        CellportProcess demo = run("demo", "--exit");

        assertThat(demo.exitCode(0)).as(demo.err()).isZero();
        assertThat(demo.out()).containsPattern("UserData +500").containsPattern("files with their properties +[1-9]");
        assertThat(demo.out()).contains("curl ").doesNotContain("eyJ");
        Path data = Path.of(demo.out().lines().findFirst().orElseThrow().replaceFirst(".* in ", ""));
        assertThat(data.getParent()).doesNotExist();
    }

    private static List<Path> unpacked(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("sqlite-"))
                    .toList();
        }
    }

    private CellportProcess serve() throws IOException {
        return serveWith();
    }

    private CellportProcess serveWith(String... options) throws IOException {
        CellportProcess server = CellportProcess.start(directory, List.of(options), "serve", "--port", "0");
        await().until(() -> !server.isAlive() || server.out().contains("\n"));
        assertThat(server.isAlive()).as(server.err()).isTrue();
        return server;
    }

    private CellportProcess run(String... arguments) throws IOException, InterruptedException {
        return CellportProcess.run(directory, arguments);
    }

    private static String url(CellportProcess server) {
        List<String> lines = server.out().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("Cellport listening on http://127\\.0\\.0\\.1:[1-9][0-9]*/");
        return lines.get(0).substring("Cellport listening on ".length());
    }

    private static void assertStopsInOrder(CellportProcess server) throws InterruptedException {
        server.terminate();
        assertThat(server.exitCode((int) PATIENCE.toSeconds())).as(server.err()).isZero();
    }

    private static void assertRefused(CellportProcess command, int exitCode, String message)
            throws InterruptedException {
        assertThat(command.exitCode(0)).isEqualTo(exitCode);
        assertThat(command.err().lines()).last().asString().startsWith(message);
        assertThat(command.out()).isEmpty();
    }
}
