package io.cellport.cli.move;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server in the place of Personium, with one cell: it keeps no records of exports and tells no digests. For a while
 * after it has accepted an export it says that it does nothing. It ignores ranges, and its first download breaks off in
 * the middle.
 */
final class FakePersonium implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final URI url;
    private final byte[] snapshot;
    private final boolean fails;
    private final Queue<String> exports = new ConcurrentLinkedQueue<>();
    private int polls;
    private int downloads;

    /** @param fails whether exports end with an error file */
    FakePersonium(byte[] snapshot, boolean fails) {
        this.snapshot = snapshot;
        this.fails = fails;
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/alice/");
    }

    SourceCell cell() {
        return new SourceCell(url, () -> "t0ken");
    }

    /** The names of all exports that were started. */
    Queue<String> exports() {
        return exports;
    }

    private void answer(HttpServerRequest request) {
        String path = request.path().substring("/alice/".length());
        switch (request.method() + " " + path) {
            case "POST __export" -> request.body().onSuccess(body -> start(request, body.toJsonObject()));
            case "GET __export" -> status(request.response());
            default -> file(request, path);
        }
    }

    private void start(HttpServerRequest request, JsonObject body) {
        exports.add(body.getString("Name"));
        polls = 0;
        request.response()
                .setStatusCode(202)
                .putHeader("Location", url + "__export")
                .end();
    }

    private boolean isExporting() {
        return !exports.isEmpty() && (polls == 2 || polls == 3);
    }

    private void status(HttpServerResponse response) {
        polls++;
        JsonObject status = isExporting()
                ? new JsonObject()
                        .put("started_at", "2026-11-24T00:00:00.000Z")
                        .put("progress", "40%")
                        .put("exportation_name", exports.peek())
                        .put("status", "exportation in progress")
                : new JsonObject().put("status", "ready");
        response.putHeader("Content-Type", "application/json").end(status.encode());
    }

    private void file(HttpServerRequest request, String path) {
        boolean isDone = !exports.isEmpty() && polls > 3;
        if (isDone && !fails && path.equals("__snapshot/" + exports.peek() + ".zip")) {
            send(request);
        } else if (isDone && fails && path.equals("__snapshot/" + exports.peek() + ".error")) {
            request.response().end(error("PR500-SV-0000", "unknown property was appointed."));
        } else {
            request.response().setStatusCode(404).end(error("PR404-DV-0001", "Resource not found."));
        }
    }

    private static String error(String code, String text) {
        return new JsonObject()
                .put("code", code)
                .put("message", new JsonObject().put("lang", "en").put("value", text))
                .encode();
    }

    private void send(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("ETag", "\"1-1372742704414\"")
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Content-Length", Integer.toString(snapshot.length));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else if (downloads++ == 0) {
            response.write(Buffer.buffer().appendBytes(snapshot, 0, snapshot.length / 2))
                    .onComplete(written -> request.connection().close());
        } else {
            response.end(Buffer.buffer(snapshot));
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
