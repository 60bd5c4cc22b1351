package io.cellport.http.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyReceiver;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.http.Transfers;
import io.cellport.metric.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that drips does not hold its connection and its place among uploads for ever. */
class BodyPaceTest {

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();

    private final Transfers uploads = Transfers.uploads(Metrics.NONE);

    private final AtomicReference<Receiving> receiving = new AtomicReference<>();

    private BlobWriter blob;

    private int port;

    private record Receiving(Context context, BodyReceiver receiver, Future<Void> received) {

        void endRound() {
            onEventLoop(() -> {
                receiver.checkPace();
                return null;
            });
        }

        long bytes() {
            return onEventLoop(receiver::bytes);
        }

        private <T> T onEventLoop(Supplier<T> action) {
            Promise<T> done = Promise.promise();
            context.runOnContext(turn -> done.complete(action.get()));
            return TestUnit.await(done.future());
        }
    }

    @BeforeEach
    void listen() {
        blob = new DirectoryBlobStore(data).create("cell");
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            BodyReceiver receiver = new BodyReceiver(request, blob::write, uploads, 1 << 20);
            receiving.set(new Receiving(vertx.getOrCreateContext(), receiver, receiver.receive()));
        });
        port = TestUnit.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
        TestUnit.await(uploads.shutDown());
        blob.close();
    }

    @Test
    void whoSendsAlmostNothingInARoundIsRefused() throws IOException {
        try (RawClient client = connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
            await().until(() -> receiving.get() != null && receiving.get().bytes() == 3);

            // A round in which something is being written does not count.
            await().until(() -> {
                receiving.get().endRound();
                return receiving.get().received().isComplete();
            });
            assertThat(receiving.get().received().cause())
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR408_CM_0001));
        }
    }

    @Test
    void whoSendsEnoughInEachRoundMayTakeAnyNumberOfThem() throws IOException {
        int piece = (int) BodyReceiver.PACE_BYTES;
        try (RawClient client = connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + 5 * piece + "\r\n\r\n");
            await().until(() -> receiving.get() != null);
            for (int round = 1; round <= 5; round++) {
                client.fill(piece);
                int sent = round * piece;
                await().until(() -> receiving.get().bytes() == sent);
                receiving.get().endRound();
            }

            await().until(() -> receiving.get().received().isComplete());
            assertThat(receiving.get().received().succeeded()).isTrue();
        }
    }

    private RawClient connect() throws IOException {
        return new RawClient(port);
    }
}
