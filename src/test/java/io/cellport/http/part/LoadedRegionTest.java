package io.cellport.http.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a slow client may have left the memory, and nobody who must not wait for the disk may send it. */
class LoadedRegionTest {

    /** More than the buffers of both sockets hold. */
    private static final int LARGE = 32 << 20;

    private static final long LONG_AGO = Duration.ofSeconds(1).toNanos();

    @TempDir
    Path directory;

    @AutoClose
    private FileChannel file;

    private final SlowClient client = new SlowClient();

    @BeforeEach
    void open() throws IOException {
        Path path = Files.writeString(directory.resolve("file"), "0123456789");
        file = FileChannel.open(path);
    }

    @Test
    void whatTheClientTakesAtOnceIsSent() throws IOException {
        LoadedRegion region = new LoadedRegion(file, 2, 6, System.nanoTime() - LONG_AGO);
        client.room = 4;
        region.transferTo(client, 0);
        region.transferTo(client, 4);

        assertThat(client.got()).isEqualTo("234567");
        assertThat(region.isCut()).isFalse();
        assertThat(region.transferred()).isEqualTo(region.count()).isEqualTo(6);
    }

    @Test
    void whatTheClientTakesMuchLaterIsNotSent() throws IOException {
        LoadedRegion region = new LoadedRegion(file, 2, 6, System.nanoTime() - LONG_AGO);
        client.room = 4;
        region.transferTo(client, 0);
        client.room = 0;
        assertThat(region.transferTo(client, 4)).isZero();
        assertThat(region.count()).isEqualTo(6);
        client.room = 4;

        assertThat(region.transferTo(client, 4)).isZero();
        assertThat(client.got()).isEqualTo("2345");
        assertThat(region.isCut()).isTrue();
        assertThat(region.transferred()).isEqualTo(region.count()).isEqualTo(4);
    }

    @Test
    void whatTheClientTakesSoonAfterwardsIsSent() throws IOException {
        LoadedRegion region = new LoadedRegion(file, 2, 6, System.nanoTime() + LONG_AGO);
        region.transferTo(client, 0);
        client.room = 6;
        region.transferTo(client, 0);

        assertThat(client.got()).isEqualTo("234567");
        assertThat(region.isCut()).isFalse();
    }

    /** The server goes on as soon as it learns that the piece has ended, and so does its clock of idle connections. */
    @Test
    void aConnectionIsToldThatItIsSentAlthoughARestIsNot() throws Exception {
        Path path = Files.write(directory.resolve("large"), new byte[LARGE]);
        Vertx vertx = Vertx.vertx();
        AtomicBoolean isFull = new AtomicBoolean();
        Promise<LoadedRegion> sent = Promise.promise();
        try (FileChannel large = FileChannel.open(path)) {
            HttpServer server = vertx.createHttpServer().requestHandler(request -> {
                LoadedRegion region = new LoadedRegion(large, 0, LARGE, System.nanoTime() - LONG_AGO) {
                    @Override
                    public long transferTo(WritableByteChannel target, long position) throws IOException {
                        long count = super.transferTo(target, position);
                        isFull.compareAndSet(false, count == 0);
                        return count;
                    }
                };
                request.response().putHeader("Content-Length", Integer.toString(LARGE));
                request.response().writeHead();
                Promise<Void> taken = Promise.promise();
                ((Http1ServerConnection) request.connection()).writeToChannel(region, taken);
                taken.future().map(region).onComplete(sent);
            });
            int port = TestUnit.await(server.listen(0, "127.0.0.1")).actualPort();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    RawClient slow = new RawClient(socket)) {
                slow.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                await().untilTrue(isFull);
                assertThat(sent.future().isComplete()).isFalse();

                slow.head();
                AtomicLong read = new AtomicLong();
                await().until(() -> {
                    // Whoever waited for more might wait for bytes that are not sent.
                    read.addAndGet(slow.bytes(socket.getInputStream().available()).length);
                    return sent.future().isComplete();
                });
                LoadedRegion region = TestUnit.await(sent.future());
                assertThat(region.isCut()).isTrue();
                assertThat(region.transferred()).isLessThan(LARGE).isGreaterThanOrEqualTo(read.get());
            }
        } finally {
            TestUnit.await(vertx.close());
        }
    }

    /** Takes no more at a time than there is room. */
    private static final class SlowClient implements WritableByteChannel {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        private int room;

        String got() {
            return taken.toString(UTF_8);
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = Math.min(room, bytes.remaining());
            for (int i = 0; i < count; i++) {
                taken.write(bytes.get());
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
