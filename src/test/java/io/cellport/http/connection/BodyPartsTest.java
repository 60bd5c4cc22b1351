package io.cellport.http.connection;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.UnitConfig;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the memory that holds a body when its client goes away. */
class BodyPartsTest {

    private static final UnitConfig.Http HTTP = config().build().http();

    private final Vertx vertx = Vertx.vertx();

    /** Counts exactly: it keeps nothing for a thread that may need it again. */
    private final PooledByteBufAllocator memory = new PooledByteBufAllocator(true, 0, 1, 8192, 0, 0, 0, false);

    private final ConnectionLimit limit = new ConnectionLimit(100);

    private final Queue<HttpServerRequest> requests = new ConcurrentLinkedQueue<>();

    private int port;

    @BeforeEach
    void listen() {
        Context context = vertx.getOrCreateContext();
        Promise<HttpServer> listening = Promise.promise();
        context.runOnContext(start -> {
            Connections connections = new Connections(vertx, limit, Duration.ofSeconds(20), (request, client) -> {
                request.pause();
                requests.add(request);
            });
            vertx.createHttpServer(ServerOptions.of(HTTP))
                    .connectionHandler(connection -> {
                        ((Http1ServerConnection) connection).channel().config().setAllocator(memory);
                        connections.handle(connection);
                    })
                    .requestHandler(none -> {})
                    .listen(0, "127.0.0.1")
                    .onComplete(listening);
        });
        port = TestUnit.await(listening.future()).actualPort();
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
    }

    @Test
    void aClientThatGoesAwayWhileItsBodyWaitsLeavesNothing() throws IOException {
        for (int i = 1; i <= 3; i++) {
            int begun = i;
            try (RawClient client = connect()) {
                client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n")
                        .fill(400_000);
                await().until(() -> requests.size() == begun);
            }
        }
        // Of a client that is not read from, only the server's own end is noticed.
        requests.forEach(request -> request.connection().close());

        await().until(() -> limit.open() == 0);
        await().untilAsserted(() -> assertThat(inUse()).isZero());
    }

    private RawClient connect() throws IOException {
        return new RawClient(port);
    }

    private long inUse() {
        return memory.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }
}
