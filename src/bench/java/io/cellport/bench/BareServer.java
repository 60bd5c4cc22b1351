package io.cellport.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Vert.x server that does nothing but answer, byte for byte what a unit answered. Arguments: the number of event
 * loops, and a file of which each line is a path, a space and the answer in Base64. With a port as its only argument it
 * says hello.
 */
public final class BareServer {

    private record Header(CharSequence name, CharSequence value) {}

    private record Answer(List<Header> headers, Buffer body) {

        static Answer of(String wire) {
            int end = wire.indexOf("\r\n\r\n");
            List<Header> headers = new ArrayList<>();
            for (String line : wire.substring(0, end).split("\r\n", -1)) {
                int colon = line.indexOf(": ");
                if (colon > 0 && !line.startsWith("content-length")) {
                    headers.add(new Header(
                            HttpHeaders.createOptimized(line.substring(0, colon)),
                            HttpHeaders.createOptimized(line.substring(colon + 2))));
                }
            }
            return new Answer(headers, Buffer.buffer(wire.substring(end + 4)));
        }

        void send(HttpServerResponse response) {
            for (Header header : headers) {
                response.putHeader(header.name, header.value);
            }
            response.end(body);
        }
    }

    private static final class Loop extends VerticleBase {

        private final Map<String, Answer> answers;
        private final AtomicInteger port;

        Loop(Map<String, Answer> answers, AtomicInteger port) {
            this.answers = answers;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(request -> answers.get(request.path()).send(request.response()))
                    .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1"))
                    .onSuccess(listening -> port.set(listening.actualPort()));
        }
    }

    private BareServer() {}

    private static void hello(int port) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(port, "127.0.0.1")
                .await();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            hello(Integer.parseInt(arguments[0]));
            return;
        }
        int loops = Integer.parseInt(arguments[0]);
        Map<String, Answer> answers = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            int space = line.indexOf(' ');
            byte[] wire = Base64.getDecoder().decode(line.substring(space + 1));
            answers.put(line.substring(0, space), Answer.of(new String(wire, StandardCharsets.UTF_8)));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        AtomicInteger port = new AtomicInteger();
        vertx.deployVerticle(() -> new Loop(answers, port), new DeploymentOptions().setInstances(loops))
                .await();
        ServerProcess.serve(port.get());
        vertx.close().await();
    }
}
