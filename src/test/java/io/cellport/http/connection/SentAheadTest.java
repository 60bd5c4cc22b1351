package io.cellport.http.connection;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client can put into memory that sends requests ahead, and takes no answers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SentAheadTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final int AHEAD = 4_000;

    private final Vertx vertx = Vertx.vertx();

    private final CountDownLatch sent = new CountDownLatch(1);

    private final AtomicInteger answered = new AtomicInteger();

    private final MostInATurn most = new MostInATurn();

    private int port;

    @BeforeEach
    void listen() {
        Context context = vertx.getOrCreateContext();
        Promise<HttpServer> listening = Promise.promise();
        context.runOnContext(start -> vertx.createHttpServer(
                        ServerOptions.of(config().build().http()))
                .connectionHandler(
                        new Connections(vertx, new ConnectionLimit(2), Duration.ofSeconds(20), this::receive))
                .requestHandler(late -> late.connection().close())
                .listen(0, "127.0.0.1")
                .onComplete(listening));
        port = TestUnit.await(listening.future()).actualPort();
    }

    private void receive(HttpServerRequest request, Connections.Client client) {
        client.begin(request);
        request.response().endHandler(end -> client.end(request));
        if (answered.getAndIncrement() == 0) {
            ((Http1ServerConnection) request.connection()).channel().pipeline().addAfter("httpDecoder", "most", most);
            waitUntilAllIsThere();
        }
        request.response().end();
    }

    private void waitUntilAllIsThere() {
        try {
            assertThat(sent.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        TestUnit.await(vertx.close());
    }

    /** The most requests that are decoded before the event loop does anything else. */
    private static final class MostInATurn extends ChannelInboundHandlerAdapter {

        private int inThisTurn;

        private volatile int most;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                inThisTurn++;
                most = Math.max(most, inThisTurn);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            inThisTurn = 0;
            context.fireChannelReadComplete();
        }
    }

    @Test
    void onlySoManyRequestsAreReadAtOnceAsFitIntoOneSmallPiece() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(ASK);
            client.send(ASK.repeat(AHEAD));
            sent.countDown();

            for (int i = 0; i <= AHEAD; i++) {
                assertThat(client.head()).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(answered.get()).isEqualTo(AHEAD + 1);
        assertThat(most.most).isBetween(1, ReadSize.FEW / ASK.length() + 1);
    }
}
