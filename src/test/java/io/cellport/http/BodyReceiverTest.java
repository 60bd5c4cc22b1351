package io.cellport.http;

import static io.cellport.config.ConfigBuilder.config;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.UnitConfig;
import io.cellport.http.connection.ConnectionLimit;
import io.cellport.http.connection.Connections;
import io.cellport.http.connection.ServerOptions;
import io.cellport.metric.Metrics;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body is written as, and which memory it has until then. */
class BodyReceiverTest {

    private static final UnitConfig.Http HTTP = config().build().http();

    private static final long LIMIT = 100 << 20;

    /** What one upload may have to write, what is being written, and the pieces by which each passes its share. */
    private static final long MOST_MEMORY = 2 * (1 << 20) + 4 * (128 << 10);

    private final Vertx vertx = Vertx.vertx();

    private final Transfers uploads = Transfers.uploads(Metrics.NONE);

    /** Counts exactly: it keeps nothing for a thread that may need it again. */
    private final PooledByteBufAllocator memory = new PooledByteBufAllocator(true, 0, 1, 8192, 5, 0, 0, false);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final AtomicInteger writes = new AtomicInteger();

    private final CountDownLatch mayWrite = new CountDownLatch(1);

    private final Context context = vertx.getOrCreateContext();

    private volatile HttpServerRequest request;

    private volatile BodyReceiver receiver;

    private volatile Future<Void> received;

    private int port;

    @BeforeEach
    void listen() {
        Promise<HttpServer> listening = Promise.promise();
        context.runOnContext(start -> {
            Connections connections = new Connections(
                    vertx, new ConnectionLimit(100), Duration.ofSeconds(20), (come, client) -> answer(come));
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

    private void answer(HttpServerRequest come) {
        come.pause();
        if (come.path().equals("/upload")) {
            request = come;
            vertx.runOnContext(later -> upload(come));
        } else {
            tellLargestPiece(come);
        }
    }

    private void upload(HttpServerRequest come) {
        receiver = new BodyReceiver(come, this::write, uploads, LIMIT);
        received = receiver.receive();
        received.onSuccess(all -> come.response().end());
    }

    private void write(ByteBuffer bytes) {
        try {
            mayWrite.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        writes.incrementAndGet();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        written.writeBytes(copy);
    }

    private static void tellLargestPiece(HttpServerRequest come) {
        int[] largest = new int[1];
        come.handler(piece -> largest[0] = Math.max(largest[0], piece.length()));
        come.endHandler(
                end -> come.response().putHeader("Largest", "" + largest[0]).end());
        come.resume();
    }

    @AfterEach
    void close() {
        mayWrite.countDown();
        TestUnit.await(vertx.close());
        TestUnit.await(uploads.shutDown());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyIsWrittenAsItWasSent(boolean chunked) throws IOException {
        mayWrite.countDown();
        byte[] body = new byte[5_000_000];
        new Random(1).nextBytes(body);
        String text = new String(body, ISO_8859_1);
        try (RawClient client = connect()) {
            for (int i = 1; i <= 3; i++) {
                client.send(
                        head("upload") + (chunked ? inChunks(text) : ofLength(text)) + head("next") + ofLength("abc"));
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(client.head()).contains("Largest: 3\r\n");
                assertThat(written.toByteArray()).isEqualTo(body);
                written.reset();
            }
        }
        nothingIsInUse();
    }

    @Test
    void aBodyOfTinyChunksIsWrittenInFewPieces() throws IOException {
        mayWrite.countDown();
        int size = 1 << 20;
        try (RawClient client = connect()) {
            client.send(head("upload") + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(size));
            client.send("0\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(written.size()).isEqualTo(size);
        assertThat(writes.get()).isLessThan(size / 100);
    }

    private static String ofLength(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String inChunks(String body) {
        StringBuilder chunks = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
        Random random = new Random(2);
        int end;
        for (int at = 0; at < body.length(); at = end) {
            end = Math.min(body.length(), at + 1 + random.nextInt(random.nextBoolean() ? 100 : 300_000));
            chunks.append(Integer.toHexString(end - at))
                    .append("\r\n")
                    .append(body, at, end)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    @Test
    void onlyAnUploadIsReadInLargePieces() throws IOException {
        mayWrite.countDown();
        try (RawClient client = connect()) {
            String length = "Content-Length: 4000000\r\n\r\n";
            client.send(head("before") + length).fill(4_000_000);
            assertThat(largest(client)).isLessThanOrEqualTo(8 << 10);

            client.send(head("upload") + length).fill(4_000_000);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");

            client.send(head("after") + length).fill(4_000_000);
            assertThat(largest(client)).isLessThanOrEqualTo(8 << 10);
        }
    }

    private static int largest(RawClient client) throws IOException {
        String head = client.head();
        String fromValue = head.substring(head.indexOf("Largest: ") + "Largest: ".length());
        return Integer.parseInt(fromValue.substring(0, fromValue.indexOf('\r')));
    }

    @Test
    void whoSendsFasterThanIsWrittenHasToWait() throws IOException, InterruptedException {
        try (RawClient client = connect()) {
            client.send(head("upload") + "Content-Length: 60000000\r\n\r\n");
            Thread sender = new Thread(() -> client.fill(60_000_000));
            sender.start();
            await().until(() -> bytes() > 0 && !channel().config().isAutoRead());

            assertThat(memory.pinnedDirectMemory()).isPositive().isLessThan(MOST_MEMORY);
            mayWrite.countDown();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(written.size()).isEqualTo(60_000_000);
            sender.join();
        }
    }

    @Test
    void smallPiecesHaveLittleMemory() throws IOException {
        try (RawClient client = connect()) {
            client.send(head("upload") + "Content-Length: 60000\r\n\r\n");
            for (int sent = 1_000; sent < 60_000; sent += 1_000) {
                int soFar = sent;
                client.fill(1_000);
                await().until(() -> bytes() == soFar);
            }
            assertThat(memory.pinnedDirectMemory()).isLessThan(60_000);
        }
    }

    @Test
    void aClientThatGoesAwayWhileItsBodyIsWrittenLeavesNothing() throws IOException {
        try (RawClient client = connect()) {
            client.send(head("upload") + "Content-Length: 9000000\r\n\r\n").fill(400_000);
            await().until(() -> bytes() == 400_000);
        }
        request.connection().close();
        mayWrite.countDown();

        await().until(() -> received.isComplete());
        assertThat(received.failed()).isTrue();
        nothingIsInUse();
    }

    @Test
    void whatIsTooLargeLeavesNothing() throws IOException {
        try (RawClient client = connect()) {
            client.send(head("upload") + "Transfer-Encoding: chunked\r\n\r\n" + Long.toHexString(LIMIT * 2) + "\r\n");
            mayWrite.countDown();
            Thread sender = new Thread(() -> client.fill(LIMIT * 2));
            sender.start();
            await().until(() -> received != null && received.isComplete());

            assertThat(received.failed()).isTrue();
            request.connection().close();
            nothingIsInUse();
        }
    }

    @Test
    void theTimeOfIdleConnectionsSeesWhatComes() throws IOException {
        try (RawClient client = connect()) {
            client.send(head("upload") + "Content-Length: 400000\r\n\r\n").fill(200_000);
            await().until(() -> bytes() == 200_000);

            assertThat(channel().pipeline().names())
                    .containsSubsequence("httpDecoder", "idle", "DirectBody#0", "body", "handler");
        }
    }

    /** That have come of the upload. */
    private long bytes() {
        if (receiver == null) {
            return 0;
        }
        Promise<Long> bytes = Promise.promise();
        context.runOnContext(turn -> bytes.complete(receiver.bytes()));
        return TestUnit.await(bytes.future());
    }

    private Channel channel() {
        return ((Http1ServerConnection) request.connection()).channel();
    }

    private static String head(String path) {
        return "PUT /" + path + " HTTP/1.1\r\nHost: x\r\n";
    }

    private RawClient connect() throws IOException {
        return new RawClient(port);
    }

    private void nothingIsInUse() {
        await().untilAsserted(() -> assertThat(memory.metric().directArenas().stream()
                        .mapToLong(PoolArenaMetric::numActiveAllocations)
                        .sum())
                .isZero());
    }
}
