package io.cellport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit of one process does not need, it does not load. */
class StandaloneIT {

    private static final Pattern CLUSTERED = Pattern.compile(
            "(org\\.postgresql|com\\.zaxxer|org\\.flywaydb|com\\.hazelcast"
                    + "|software\\.amazon|io\\.vertx\\.spi\\.cluster|io\\.cellport\\.storage\\.postgres|io\\.cellport\\.server\\.bus)\\.");

    @TempDir
    Path directory;

    @Test
    void aUnitOfOneProcessLoadsNoClassOfACluster() throws IOException, InterruptedException {
        Path classes = directory.resolve("classes");
        List<String> command = BuiltJar.command(List.of("-Xlog:class+load:file=" + classes));
        command.addAll(List.of("demo", "--exit"));
        ProcessBuilder demo = new ProcessBuilder(command);
        Process process = demo.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();

        List<String> loaded = Files.readAllLines(classes);
        assertThat(loaded).hasSizeGreaterThan(3_000);
        assertThat(loaded).noneMatch(line -> CLUSTERED.matcher(line).find());
    }
}
