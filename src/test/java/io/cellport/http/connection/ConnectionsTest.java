package io.cellport.http.connection;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.UnitConfig;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection may do nothing, and what happens to one too many. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {

    private static final int MOST = 2;

    private static final Duration HEAD_TIME = Duration.ofMillis(700);

    private static final UnitConfig.Http HTTP =
            config().maxConnections(MOST).build().http();

    private static final String ASK = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final String HOLD = "GET /held HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();

    private final Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();

    private final AtomicInteger begun = new AtomicInteger();

    private Context context;

    private Connections connections;

    private int port;

    @BeforeEach
    void listen() {
        context = vertx.getOrCreateContext();
        Promise<HttpServer> listening = Promise.promise();
        context.runOnContext(start -> {
            connections = new Connections(vertx, new ConnectionLimit(MOST), HEAD_TIME, this::receive);
            vertx.createHttpServer(ServerOptions.of(HTTP))
                    .connectionHandler(connections)
                    .requestHandler(late -> late.connection().close())
                    .listen(0, "127.0.0.1")
                    .onComplete(listening);
        });
        port = TestUnit.await(listening.future()).actualPort();
    }

    private void receive(HttpServerRequest request, Connections.Client client) {
        begun.incrementAndGet();
        client.begin(request);
        HttpServerResponse response = request.response();
        response.endHandler(end -> client.end(request));
        response.closeHandler(closed -> client.end(request));
        switch (request.path()) {
            case "/now" -> response.end();
            case "/held" -> held.add(response);
            case "/body" -> request.endHandler(end -> response.end());
            default -> response.setStatusCode(404).end();
        }
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
    }

    private RawClient connect() throws IOException {
        return new RawClient(port);
    }

    @Test
    void aHeadThatDripsIsCutOff() throws IOException {
        try (RawClient fresh = connect();
                RawClient known = connect()) {
            fresh.send("GET / HTTP/1.1\r\nX: ").dripUntilClosed();

            known.send(ASK);
            assertThat(known.head()).startsWith("HTTP/1.1 200");
            known.send("GET / HTTP/1.1\r\nX: ").dripUntilClosed();
        }
    }

    @Test
    void aRequestMayTakeLongerThanItsHead() throws IOException {
        try (RawClient patient = connect();
                RawClient dripping = connect()) {
            patient.send(HOLD);
            await().until(() -> held.size() == 1);
            patient.send("GET /now HT");
            // Until that one is cut off, more time has passed than a head may take.
            dripping.send("GET / HTTP/1.1\r\nX: ").dripUntilClosed();

            vertx.runOnContext(end -> held.remove().end());

            assertThat(patient.head()).startsWith("HTTP/1.1 200");
            patient.send("TP/1.1\r\nHost: x\r\n\r\n");
            assertThat(patient.head()).startsWith("HTTP/1.1 200");
        }
    }

    /** Each server's turn ends an answer differently: with the last bytes of the body, or before they come. */
    @ParameterizedTest
    @ValueSource(strings = {"/body", "/now"})
    void whatIsLeftOfARequestIsNoHead(String path) throws IOException {
        try (RawClient uploading = connect();
                RawClient dripping = connect()) {
            uploading.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n");
            if (path.equals("/now")) {
                assertThat(uploading.head()).startsWith("HTTP/1.1 200");
                uploading.send("bo").send("dy");
            } else {
                await().until(() -> begun.get() == 1);
                uploading.send("body");
                assertThat(uploading.head()).startsWith("HTTP/1.1 200");
            }

            // Until that one is cut off, more time has passed than a head may take.
            dripping.send("GET / HTTP/1.1\r\nX: ").dripUntilClosed();

            assertThat(uploading.send(ASK).head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatDripsBehindItsAnswerIsCutOff() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200");

            client.dripUntilClosed();
        }
    }

    @Test
    void oneTooManyIsClosedWhileAllOthersAreAtWork() throws IOException {
        try (RawClient first = connect();
                RawClient second = connect()) {
            first.send(HOLD);
            second.send(HOLD);
            await().until(() -> held.size() == MOST);

            try (RawClient third = connect()) {
                assertThat(third.isClosedByServer()).isTrue();
            }

            vertx.runOnContext(end -> held.forEach(HttpServerResponse::end));
            assertThat(first.head()).startsWith("HTTP/1.1 200");
            assertThat(second.head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoHasBeenIdleForLongestGivesWay() throws IOException {
        try (RawClient busy = connect();
                RawClient idle = connect()) {
            idle.send(ASK);
            assertThat(idle.head()).startsWith("HTTP/1.1 200");
            busy.send(HOLD);
            await().until(() -> held.size() == 1);

            await().ignoreExceptions().until(() -> {
                try (RawClient newcomer = connect()) {
                    return newcomer.send(ASK).head().startsWith("HTTP/1.1 200");
                }
            });

            assertThat(idle.isClosedByServer()).isTrue();
            vertx.runOnContext(end -> held.remove().end());
            assertThat(busy.head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClosedConnectionMakesRoom() throws IOException {
        for (int i = 0; i < 5 * MOST; i++) {
            await().ignoreExceptions().until(() -> {
                try (RawClient client = connect()) {
                    return client.send(ASK).head().startsWith("HTTP/1.1 200");
                }
            });
        }
    }

    @Test
    void theLimitLeavesFilesForEverythingElse() {
        assertThat(ConnectionLimit.below(256)).isEqualTo(117);
        assertThat(ConnectionLimit.below(1_024)).isEqualTo(693);
        assertThat(ConnectionLimit.below(64)).isEqualTo(16);
        assertThat(ConnectionLimit.below(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(new ConnectionLimit(7).most()).isEqualTo(7);
        assertThat(new ConnectionLimit(0).most()).isPositive();
    }

    @Test
    void allThatWasSentAheadIsAnsweredBeforeAnEnd() throws IOException {
        int many = 100;
        try (RawClient ahead = connect();
                RawClient idle = connect()) {
            ahead.send(HOLD + ASK.repeat(many));
            await().until(() -> held.size() == 1);
            Promise<Void> unused = Promise.promise();

            context.runOnContext(turn -> {
                connections.end();
                connections.whenUnused().onComplete(unused);
                held.remove().end();
            });

            TestUnit.await(unused.future());
            assertThat(ahead.untilClosed().split("HTTP/1.1 200", -1)).hasSize(many + 2);
            assertThat(idle.send(ASK).untilClosed()).startsWith("HTTP/1.1 200");
        }
    }
}
