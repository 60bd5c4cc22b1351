package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that is released, unpacked on a machine that has a Java and a few tools, and no Maven. */
class ReleaseIT {

    private static final List<String> TOOLS =
            List.of("bash", "cksum", "ls", "mkdir", "mv", "readlink", "rm", "tar", "gzip");

    @TempDir
    Path directory;

    private Path home;

    private Path link;

    @BeforeEach
    void unpack() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(
                    tools.resolve(tool),
                    Stream.of("/bin", "/usr/bin")
                            .map(place -> Path.of(place, tool))
                            .filter(Files::exists)
                            .findFirst()
                            .orElseThrow());
        }
        String archive =
                Path.of(System.getProperty("cellport.release")).toAbsolutePath().toString();
        assertThat(output("tar", "-xzf", archive)).isEmpty();
        try (Stream<Path> unpacked = Files.list(directory)) {
            home = unpacked.filter(path -> path.getFileName().toString().startsWith("cellport-"))
                    .findFirst()
                    .orElseThrow();
        }
        link = Files.createSymbolicLink(directory.resolve("linked"), home.resolve("bin/cellport"));
    }

    @Test
    void itRunsFromAnywhereWithoutMavenAndKeepsItsClassesForTheNextTime() throws Exception {
        String version = output(link.toString(), "--version");

        assertThat(version).matches("Cellport [0-9].*\\R");
        await().until(() -> !keptClasses().isEmpty());
        await().until(() -> files(".maker").isEmpty());
        Path classes = keptClasses().get(0);
        assertThat(classes).isNotEmptyFile();
        assertThat(files(".jsa.")).isEmpty();
        assertThat(output(link.toString(), "--version")).isEqualTo(version);
        assertThat(classesThatAServerTakesFromTheJar())
                .as("of more than 3,000; the others are kept")
                .isLessThan(100);

        Files.delete(classes);
        Files.writeString(classes, "no archive of classes");
        assertThat(output(link.toString(), "--version"))
                .as("one that cannot be used is passed over without a word")
                .isEqualTo(version);
    }

    @Test
    void itHasWhatAnOperatorNeeds() throws IOException {
        assertThat(List.of(
                        "LICENSE",
                        "README.md",
                        "CONTRIBUTING.md",
                        "docs/architecture.md",
                        "conf/cellport.yaml",
                        "licences/licenses",
                        "share/completion/cellport.bash",
                        "share/completion/cellport.fish",
                        "share/man/man1/cellport.1"))
                .allSatisfy(name -> assertThat(home.resolve(name)).exists());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("bin/cellport"))))
                .isEqualTo("rwxr-xr-x");
    }

    private long classesThatAServerTakesFromTheJar() throws Exception {
        Path loaded = directory.resolve("loaded");
        Path out = directory.resolve("out");
        ProcessBuilder builder = builder(link.toString(), "serve", "--data", "data", "--port", "0")
                .redirectOutput(out.toFile());
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", "0");
        builder.environment().put("CELLPORT_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        Process server = builder.start();
        await().until(() -> !server.isAlive() || Files.readString(out).contains("listening"));
        server.destroy();
        assertThat(server.waitFor()).as(Files.readString(out)).isZero();
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains("source: file:")).count();
        }
    }

    private List<Path> keptClasses() throws IOException {
        return files(".jsa").stream()
                .filter(path -> path.toString().endsWith(".jsa"))
                .toList();
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(path -> path.getFileName().toString().contains(part))
                    .toList();
        }
    }

    /** Both outputs of a command that succeeds. */
    private String output(String... command) throws Exception {
        Process process = builder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", directory.resolve("tools").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("CELLPORT_JAVA_OPTS");
        return builder;
    }
}
