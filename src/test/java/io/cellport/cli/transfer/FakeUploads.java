package io.cellport.cli.transfer;

import io.cellport.cli.unit.UnitClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A server in the place of a unit whose uploads can be resumed, and which lies about them as each test tells it to. */
final class FakeUploads implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();

    private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private final URI url;

    FakeUploads() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    requests.add(request.method() + " " + request.path());
                    answers.get(request.method().name()).accept(request);
                })
                .listen(0, "127.0.0.1")
                .await();
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        on(
                "OPTIONS",
                request -> request.response()
                        .putHeader("Tus-Version", "1.0.0,0.2.2")
                        .end());
        on(
                "POST",
                request -> request.response()
                        .setStatusCode(201)
                        .putHeader("Location", "http://elsewhere.example:1/x/__upload/id-1")
                        .end());
        on(
                "PATCH",
                request -> request.end()
                        .onSuccess(read -> request.response().setStatusCode(204).end()));
        on("DELETE", request -> request.response().setStatusCode(204).end());
        standing(request -> 0L);
    }

    /** What a request with this method is answered with from now on. */
    FakeUploads on(String method, Consumer<HttpServerRequest> answer) {
        answers.put(method, answer);
        return this;
    }

    interface Offset {
        long after(int questions);
    }

    /** What it says of an upload of ten bytes, depending on how often it was asked before. */
    FakeUploads standing(Offset offset) {
        int[] questions = {0};
        return on("GET", request -> {
            if (request.path().equals("/")) {
                request.response().end("{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true}}");
            } else {
                request.response()
                        .putHeader("Upload-Offset", Long.toString(offset.after(questions[0]++)))
                        .putHeader("Upload-Length", "10")
                        .end("{}");
            }
        });
    }

    UnitClient client() {
        return new UnitClient(url, () -> "t0ken");
    }

    /** Method and path of each request about uploads. */
    List<String> requests() {
        return requests.stream().filter(request -> !request.endsWith(" /")).toList();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
