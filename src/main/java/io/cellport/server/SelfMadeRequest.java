package io.cellport.server;

import io.cellport.config.UnitConfig;
import io.cellport.http.connection.ServerOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * Serves one request of its own on a port that nobody knows while the unit is opened, so that no client has to wait
 * until the classes of the HTTP server are loaded. Stateless.
 */
final class SelfMadeRequest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Buffer REQUEST = Buffer.buffer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    private static final Buffer ANSWER = Buffer.buffer("{}");
    private static final long PATIENCE_SECONDS = 5;

    private SelfMadeRequest() {}

    /** Completes when everything is closed again. Nothing depends on it, so it never fails. */
    static Future<Void> send(Vertx vertx, UnitConfig.Http http) {
        HttpServer server = vertx.createHttpServer(ServerOptions.of(http))
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(ANSWER));
        NetClient client = vertx.createNetClient();
        return server.listen(0, LOOPBACK)
                .compose(listening -> client.connect(listening.actualPort(), LOOPBACK))
                .compose(SelfMadeRequest::exchange)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .transform(answered -> Future.join(client.close(), server.close()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static Future<Buffer> exchange(NetSocket socket) {
        Promise<Buffer> answer = Promise.promise();
        socket.handler(answer::tryComplete);
        socket.closeHandler(closed -> answer.tryFail("closed"));
        return socket.write(REQUEST).compose(sent -> answer.future());
    }
}
