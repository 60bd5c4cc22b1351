package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run.sh} and {@code bin/cellport} in a directory of their own. Its Maven numbers the jars that it builds, and
 * its Java prints its arguments and the jar.
 */
class RunScriptIT {

    private static final String MAVEN = """
            #!/usr/bin/env bash
            [ ! -f refuse ] || { echo 'BUILD FAILURE'; exit 1; }
            [ ! -f edit ] || touch -d '1 hour' src/main/Main.java
            echo built >>builds
            for argument; do
              case $argument in -Dcellport.jar=*) echo "jar $(grep -c . builds)" >"${argument#*=}" ;; esac
            done
            """;

    private static final String JAVA = """
            #!/usr/bin/env bash
            [ "$1" != -version ] || { echo 'openjdk version "17.0.1"' >&2; exit; }
            echo "$@"
            for argument; do
              case $argument in *.jar) cat "$argument" ;; esac
            done
            """;

    @TempDir
    Path directory;

    private Path home;

    private Path source;

    private Path jar;

    @BeforeEach
    void layOutAProject() throws IOException {
        home = Files.createDirectories(directory.resolve("a project"));
        source = home.resolve("src/main/Main.java");
        jar = home.resolve("target/cellport.jar");
        Files.createDirectories(source.getParent());
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("run.sh"), home.resolve("run.sh"));
        Files.copy(Path.of("bin/cellport"), home.resolve("bin/cellport"));
        script("bin/mvn", MAVEN);
        script("bin/java", JAVA);
        for (Path path : new Path[] {
            Files.createFile(home.resolve("pom.xml")),
            Files.createFile(source),
            source.getParent(),
            Files.createFile(home.resolve("conf/cellport.yaml"))
        }) {
            changedAt(path, Instant.now().minus(Duration.ofHours(1)));
        }
    }

    @Test
    void aBuildTakesTheNameOfTheJarAndLeavesTheOldFileToThoseWhoHaveItOpen() throws Exception {
        run("status");
        Object old = fileKey();
        try (InputStream running = Files.newInputStream(jar)) {
            changedAt(source, Instant.now().plus(Duration.ofHours(1)));

            assertThat(run("status")).endsWith("jar 2\n");

            assertThat(fileKey()).isNotEqualTo(old);
            assertThat(new String(running.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("jar 1\n");
            assertThat(jar).hasContent("jar 2");
        }
    }

    @Test
    void unchangedSourcesAreNotBuiltAgain() throws Exception {
        run("status");

        assertThat(run("status")).endsWith("jar 1\n");
    }

    @Test
    void theConfigurationIsNoSource() throws Exception {
        run("status");
        changedAt(home.resolve("conf/cellport.yaml"), Instant.now().plus(Duration.ofHours(1)));

        assertThat(run("status")).endsWith("jar 1\n");
    }

    @Test
    void aDeletedSourceIsAChange() throws Exception {
        run("status");
        Files.delete(source);
        changedAt(source.getParent(), Instant.now().plus(Duration.ofHours(1)));

        assertThat(run("status")).endsWith("jar 2\n");
    }

    @Test
    void whatChangesDuringABuildIsBuiltTheNextTime() throws Exception {
        Path edit = Files.createFile(home.resolve("edit"));
        run("status");
        Files.delete(edit);

        assertThat(run("status")).endsWith("jar 2\n");
    }

    @Test
    void aFailedBuildKeepsTheJarAndSaysWhy() throws Exception {
        run("status");
        changedAt(source, Instant.now().plus(Duration.ofHours(1)));
        Files.createFile(home.resolve("refuse"));

        Process process = start(home.resolve("run.sh"), "status");

        assertThat(output(process)).contains("BUILD FAILURE").contains("run.sh: the build failed.");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(jar).hasContent("jar 1");
    }

    @Test
    void aLinkToTheScriptRunsItWhereItLies() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../a project/run.sh"));
        Files.createSymbolicLink(directory.resolve("absolute"), bin.resolve("relative"));

        String output = output(start(directory.resolve("absolute"), "status"));

        assertThat(output)
                .contains("-Dcellport.home=" + home.toRealPath() + " ")
                .endsWith("jar 1\n");
        assertThat(bin.resolve("target")).doesNotExist();
    }

    @Test
    void theProgramBuildsAJarOnlyIfThereIsNone() throws Exception {
        assertThat(output(start(home.resolve("bin/cellport"), "status"))).endsWith("jar 1\n");
        changedAt(source, Instant.now().plus(Duration.ofHours(1)));

        assertThat(output(start(home.resolve("bin/cellport"), "status"))).endsWith("jar 1\n");
    }

    @Test
    void messagesNameTheProgramAsTheUserCalledIt() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("bin/cellport"), home.resolve("bin/cellport"));

        assertThat(run("status")).contains("-Dcellport.command=" + home.resolve("run.sh") + " ");
        assertThat(output(start(home.resolve("bin/cellport"), "status")))
                .as("the one that is found by its name")
                .contains("-Dcellport.command=cellport ");
        Files.delete(link);
        assertThat(output(start(home.resolve("bin/cellport"), "status")))
                .contains("-Dcellport.command=" + home.resolve("bin/cellport") + " ");
    }

    @Test
    void onlyShortCommandsStartWithTheQuickCompiler() throws Exception {
        String quick = "-XX:TieredStopAtLevel=1";

        assertThat(run("status")).contains(quick);
        assertThat(run("--version")).contains(quick);
        assertThat(run()).doesNotContain(quick);
        assertThat(run("serve", "--port", "0")).doesNotContain(quick);
    }

    @Test
    void anOldJavaIsRefusedByItsVersion() throws Exception {
        run("status");
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        Process process = start(home.resolve("bin/cellport"), "status");

        assertThat(output(process)).endsWith(" is version 11.0.2.\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private String run(String... arguments) throws IOException {
        return output(start(home.resolve("run.sh"), arguments));
    }

    private Process start(Path script, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_HOME");
        environment.remove("CELLPORT_JAVA_OPTS");
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void script(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void changedAt(Path path, Instant time) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    private Object fileKey() throws IOException {
        return Files.readAttributes(jar, BasicFileAttributes.class).fileKey();
    }
}
