package io.cellport.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedTransportTest {

    private static final int MOST = 3;

    private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx =
            Vertx.builder().withTransport(new GuardedTransport(MOST)).build();

    private int port;

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end());
        port = TestUnit.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
    }

    @Test
    void oneTooManyIsClosedUntilAnotherIsClosed() throws IOException {
        try (RawClient first = connect();
                RawClient second = connect()) {
            try (RawClient third = connect();
                    RawClient tooMany = connect()) {
                assertThat(third.send(ASK).head()).startsWith("HTTP/1.1 200");
                assertThat(tooMany.isClosedByServer()).isTrue();
            }
            await().ignoreExceptions().until(() -> {
                try (RawClient next = connect()) {
                    return next.send(ASK).head().startsWith("HTTP/1.1 200");
                }
            });
            assertThat(first.send(ASK).head()).startsWith("HTTP/1.1 200");
            assertThat(second.send(ASK).head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void connectionsAreClosedEvenIfEveryEventLoopStandsStill() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            vertx.getOrCreateContext().runOnContext(stuck -> {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try (RawClient first = connect();
                RawClient second = connect();
                RawClient third = connect();
                RawClient tooMany = connect()) {
            assertThat(tooMany.isClosedByServer()).isTrue();
            released.countDown();
            for (RawClient client : new RawClient[] {first, second, third}) {
                assertThat(client.send(ASK).head()).startsWith("HTTP/1.1 200");
            }
        } finally {
            released.countDown();
        }
    }

    private RawClient connect() throws IOException {
        return new RawClient(port);
    }
}
