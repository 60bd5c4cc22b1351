package io.cellport.server;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.config.UnitConfig;
import io.cellport.http.TestUnit;
import io.cellport.storage.DataDirectory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A unit that cannot start leaves nothing in the process, and the directory to whoever can. */
@EnabledOnOs(OS.LINUX)
class FailedStartTest {

    @TempDir
    Path data;

    private Vertx vertx;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
    }

    @Test
    void aDirectoryInUseIsLeftAsItWas() throws IOException {
        assertStarts();
        try (DataDirectory other = DataDirectory.lock(data)) {
            long files = openFiles();

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> TestUnit.await(
                                CellportServer.start(vertx, config(data).build())))
                        .hasMessageContaining("in use");
            }

            await().untilAsserted(() -> assertThat(ownThreads()).isZero());
            assertThat(openFiles()).isEqualTo(files).isPositive();
        }
        assertStarts();
    }

    @Test
    void aPortThatIsTakenClosesEverything() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            UnitConfig config = config(data).port(taken.getLocalPort()).build();

            assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config)))
                    .isInstanceOf(BindException.class);

            assertNothingIsLeft();
        }
        assertStarts();
    }

    @Test
    void aFaultyDatabaseIsClosed() throws IOException {
        assertNothingIsLeftBy("unit.db", "anything but a database, though of some length", "damaged");
    }

    @Test
    void aFailureAfterOpeningTheDatabaseClosesIt() throws IOException {
        assertNothingIsLeftBy("snapshots", "no directory", "create directory");
    }

    @Test
    void aFaultyKeyClosesEverything() throws IOException {
        assertNothingIsLeftBy("unit-key.pem", "no key", "unit-key.pem");
    }

    private void assertNothingIsLeftBy(String badFile, String content, String message) throws IOException {
        Path bad = Files.writeString(data.resolve(badFile), content);

        assertThatThrownBy(() ->
                        TestUnit.await(CellportServer.start(vertx, config(data).build())))
                .hasMessageContaining(message);

        assertNothingIsLeft();
        Files.delete(bad);
        assertStarts();
    }

    private void assertNothingIsLeft() throws IOException {
        await().untilAsserted(() -> assertThat(ownThreads()).isZero());
        assertThat(openFiles()).isZero();
    }

    private void assertStarts() throws IOException {
        new TestUnit(data).close();
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cellport-"))
                // The log belongs to the process, and writes for whoever comes next.
                .filter(thread -> !thread.getName().equals("cellport-log"))
                .count();
    }

    private long openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            List<Path> all = descriptors.toList();
            return all.stream()
                    .map(FailedStartTest::target)
                    .flatMap(Optional::stream)
                    .filter(target -> target.startsWith(data.toString()))
                    .count();
        }
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}
