package io.cellport.document;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that answers each request as it is told to; what it is told last for a request, it goes on answering. */
final class ScriptedServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();

    private final Map<String, Deque<Handler<HttpServerRequest>>> answers = new ConcurrentHashMap<>();

    private final Queue<HttpServerRequest> requests = new ConcurrentLinkedQueue<>();

    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await();

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    /**
     * What a request like {@code GET /cell1/__import} is answered with, after what it was told before. A last segment
     * {@code *} stands for any that has no answers of its own.
     */
    ScriptedServer on(String request, Handler<HttpServerRequest> answer) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** The same with a status and a body of JSON. */
    ScriptedServer on(String request, int status, String body) {
        return on(
                request,
                asked -> asked.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .end(body));
    }

    /** The values that a header had in all requests of that kind. */
    List<String> headers(String request, String name) {
        return requests.stream()
                .filter(asked -> key(asked).equals(request))
                .map(asked -> asked.getHeader(name))
                .toList();
    }

    /** Method and target of each request, in order. */
    List<String> requests() {
        return requests.stream().map(ScriptedServer::key).toList();
    }

    private static String key(HttpServerRequest request) {
        return request.method() + " " + request.uri();
    }

    private void answer(HttpServerRequest request) {
        requests.add(request);
        String key = key(request);
        String any = key.substring(0, key.lastIndexOf('/') + 1) + "*";
        Deque<Handler<HttpServerRequest>> script =
                answers.getOrDefault(key, answers.getOrDefault(any, new ArrayDeque<>()));
        Handler<HttpServerRequest> next = script.size() > 1 ? script.poll() : script.peek();
        request.body().onSuccess(all -> {
            if (next == null) {
                request.response().setStatusCode(404).end(key);
            } else {
                next.handle(request);
            }
        });
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
