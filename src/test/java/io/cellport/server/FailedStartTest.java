package io.cellport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.config.Limits;
import io.cellport.config.UnitConfig;
import io.cellport.http.TestUnit;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        TestUnit other = new TestUnit(config());
        try {
            long threads = ownThreads();
            long files = openFiles();

            assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config())))
                    .hasMessageContaining("in use");

            await().untilAsserted(() -> assertThat(ownThreads()).isLessThanOrEqualTo(threads));
            assertThat(openFiles()).isEqualTo(files);
        } finally {
            other.close();
        }
        assertStarts();
    }

    @Test
    void aPortThatIsTakenClosesEverything() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            UnitConfig free = config();
            UnitConfig.Http http = free.http();
            UnitConfig config = new UnitConfig(
                    data,
                    new UnitConfig.Http(
                            http.host(),
                            taken.getLocalPort(),
                            http.eventLoops(),
                            http.trustedProxies(),
                            http.allowedOrigins(),
                            http.idleTimeout(),
                            http.maxConnections()),
                    free.unit(),
                    free.auth(),
                    free.importing(),
                    free.limits());

            assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config)))
                    .isInstanceOf(BindException.class);

            assertNothingIsLeft();
        }
        assertStarts();
    }

    @Test
    void aDatabaseThatIsNoneIsClosed() throws IOException {
        Files.writeString(data.resolve("unit.db"), "anything but a database, though of some length");

        assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config())))
                .hasMessageContaining("damaged");

        assertNothingIsLeft();
        Files.delete(data.resolve("unit.db"));
        assertStarts();
    }

    @Test
    void whatFailsBehindTheDatabaseClosesIt() throws IOException {
        Files.writeString(data.resolve("snapshots"), "no directory");

        assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config())))
                .hasMessageContaining("create directory");

        assertNothingIsLeft();
        Files.delete(data.resolve("snapshots"));
        assertStarts();
    }

    @Test
    void aKeyThatIsNoneClosesEverything() throws IOException {
        Files.writeString(data.resolve("unit-key.pem"), "no key");

        assertThatThrownBy(() -> TestUnit.await(CellportServer.start(vertx, config())))
                .hasMessageContaining("unit-key.pem");

        assertNothingIsLeft();
        Files.delete(data.resolve("unit-key.pem"));
        assertStarts();
    }

    private UnitConfig config() {
        return TestUnit.config(data, Duration.ofSeconds(75), Limits.DEFAULT);
    }

    private void assertNothingIsLeft() throws IOException {
        await().untilAsserted(() -> assertThat(ownThreads()).isZero());
        assertThat(openFiles()).isZero();
    }

    private void assertStarts() throws IOException {
        new TestUnit(config()).close();
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
