package io.cellport.cli.unit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A real server in the place of a unit that answers what each test tells it to, one answer after another. */
public final class FakeUnit implements AutoCloseable {

    /** What a unit says of itself before the first request about a cell. */
    public static final String PATH_BASED = "{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true}}";

    private final Vertx vertx = Vertx.vertx();

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private final Queue<Handler<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();

    private final URI url;

    public FakeUnit() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    public URI url() {
        return url;
    }

    public UnitClient client() {
        return new UnitClient(url, () -> "t0ken");
    }

    /** Method and target of every request that came, and whatever {@link #note} was told. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Remembers what else a test wants to know of a request. */
    public void note(String what) {
        requests.add(what);
    }

    /** What the next request that has no answer yet is answered with. */
    public FakeUnit answers(int status, String body) {
        return answers(request -> request.response().setStatusCode(status).end(body));
    }

    /** The same with an error in the form that a unit gives it. */
    public FakeUnit refuses(int status, String code, String text) {
        return answers(
                status, "{\"code\":\"%s\",\"message\":{\"lang\":\"en\",\"value\":\"%s\"}}".formatted(code, text));
    }

    /** What becomes of the next request that has no answer yet. */
    public FakeUnit answers(Handler<HttpServerRequest> answer) {
        answers.add(answer);
        return this;
    }

    /** Like Personium, it has no uploads that can be resumed, and that is all that OPTIONS is asked for. */
    private void answer(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            request.response().end();
            return;
        }
        requests.add(request.method() + " " + request.uri());
        Handler<HttpServerRequest> next = answers.poll();
        if (next == null) {
            request.response().setStatusCode(500).end("no answer is left for " + request.uri());
        } else {
            next.handle(request);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
