package io.cellport.management;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.config.ConfigException;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.server.CellportServer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health from the beginning of a start to the end of a stop, told by a port that needs none of the unit's loops. */
class UnitHealthTest {

    @TempDir
    Path data;

    private final CountDownLatch released = new CountDownLatch(1);

    private Vertx vertx;

    private int port;

    private ManagementClient management;

    @BeforeEach
    void choosePort() throws IOException {
        vertx = Vertx.vertx();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        management = new ManagementClient(port);
    }

    @AfterEach
    void close() {
        released.countDown();
        TestUnit.await(vertx.close());
    }

    @Test
    void aUnitIsReadyOnlyWhenRequestsAreAccepted() {
        stopTheLoops();
        Future<CellportServer> start = start();
        await().ignoreExceptions().until(() -> management.get("/health/live").statusCode() == 200);
        assertNotReady("starting");

        released.countDown();
        CellportServer server = TestUnit.await(start);

        assertThat(management.get("/health/ready").statusCode()).isEqualTo(200);
        TestUnit.await(server.stop());
    }

    @Test
    void aUnitThatStopsIsNotReadyButLivesUntilItsEnd() {
        CellportServer server = TestUnit.await(start());
        stopTheLoops();

        Future<Void> stop = server.stop();

        assertNotReady("stopping");
        assertThat(management.get("/health/live").statusCode()).isEqualTo(200);
        released.countDown();
        TestUnit.await(stop);
        assertThatThrownBy(() -> management.get("/health/live")).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void aStopAnswersPollsThatAreHeld() throws IOException {
        TestUnit unit = new TestUnit(config(data).managementPort(port).build(), vertx);
        unit.createCell("cell");
        try (RawClient client = new RawClient(unit)) {
            client.send("GET /cell/__import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken()
                    + "\r\nPrefer: wait=60\r\n\r\n");
            await().until(() -> management.number("cellport_polls_held") == 1);

            unit.stop();

            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 200")
                    .contains("connection: close")
                    .endsWith("{\"status\":\"ready\"}");
        }
    }

    @Test
    void aPortThatIsTakenStopsTheStartAndIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestUnit.await(start()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("management.port: 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageEndingWith("choose another, or -1 for none");
        }
        TestUnit.await(TestUnit.await(start()).stop());
    }

    @Test
    void withoutAPortThereIsNone() {
        CellportServer server = TestUnit.await(
                CellportServer.start(vertx, config(data).managementPort(-1).build()));

        assertThat(server.managementPort()).isEmpty();
        TestUnit.await(server.stop());
    }

    private Future<CellportServer> start() {
        return CellportServer.start(vertx, config(data).managementPort(port).build());
    }

    /** Each loop waits until the test lets it go on. */
    private void stopTheLoops() {
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            CountDownLatch stopped = new CountDownLatch(1);
            loop.execute(() -> {
                stopped.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> stopped.getCount() == 0);
        }
    }

    private void assertNotReady(String reason) {
        var ready = management.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("{\"status\":\"not ready\",\"reason\":\"" + reason + "\"}");
    }
}
