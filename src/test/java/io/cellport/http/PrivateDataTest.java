package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.Patience;
import io.cellport.logging.LogCapture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Password hashes, contents and keys are nobody's business but the server's. */
@DisabledOnOs(OS.WINDOWS)
class PrivateDataTest {

    @TempDir
    Path directory;

    @Test
    void nobodyElseCanReadOrWriteAnythingInTheDataDirectory() throws IOException {
        Path data = directory.resolve("data");
        try (TestUnit unit = new TestUnit(data)) {
            importSomething(unit);
            assertPrivate(data);
        }
        assertPrivate(data);
    }

    @Test
    void aDirectoryFromBeforeIsRepairedAndTheKeyIsMentioned() throws Exception {
        Path data = directory.resolve("data");
        try (TestUnit unit = new TestUnit(data)) {
            importSomething(unit);
        }
        for (Path path : paths(data)) {
            String loose = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-rw-rw-";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(loose));
        }

        String log;
        try (LogCapture capture = new LogCapture();
                TestUnit unit = new TestUnit(data)) {
            assertThat(TestUnit.code(unit.send(unit.anonymous("cell1/__import"))))
                    .isEqualTo("PR401-AU-0001");
            assertPrivate(data);
            log = capture.text();
        }

        assertThat(log).contains("the unit's private key could be read by other users");
    }

    private static void importSomething(TestUnit unit) throws IOException {
        unit.createCell("cell1");
        Path snapshot = Path.of("src/test/resources/snapshots/small1.zip");
        unit.send(unit.request("cell1/__snapshot/small1.zip").PUT(BodyPublishers.ofFile(snapshot)));
        assertThat(unit.post("cell1/__import", "{\"Name\":\"small1\"}").statusCode())
                .isEqualTo(202);
        Awaitility.await()
                .atMost(Patience.PATIENCE)
                .until(() -> unit.send(unit.request("cell1/__import")).body().contains("ready"));
    }

    private static void assertPrivate(Path data) throws IOException {
        List<Path> paths = paths(data);
        assertThat(paths).extracting(path -> path.getFileName().toString()).contains("unit.db", "lock", "reserve");
        for (Path path : paths) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(data.relativize(path).toString())
                    .matches(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    private static List<Path> paths(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            return paths.toList();
        }
    }
}
