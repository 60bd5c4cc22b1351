package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.config.Issuer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that fails, however it does, costs its connection and nothing more. */
class KeySetLocationTest {

    /** More than a client has connections. */
    private static final int TIMES = 12;

    private final Vertx vertx = Vertx.vertx();

    private final AtomicInteger open = new AtomicInteger();

    private final AtomicReference<Consumer<HttpServerRequest>> answer = new AtomicReference<>();

    private String url;
    private KeySetLocation location;

    @BeforeEach
    void listen() throws TimeoutException {
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    open.incrementAndGet();
                    connection.closeHandler(closed -> open.decrementAndGet());
                })
                .requestHandler(request -> answer.get().accept(request))
                .listen(0, "127.0.0.1")
                .await(PATIENCE.toSeconds(), SECONDS);
        url = "http://127.0.0.1:" + server.actualPort() + "/jwks";
        location = KeySetLocation.of(vertx, new Issuer("https://id", url, "cellport", "RS256", "groups", "admin"));
    }

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(PATIENCE.toSeconds(), SECONDS);
    }

    @Test
    void anAnswerThatIsTooLong() throws Exception {
        failsWithoutUsingUpConnections(request -> request.response()
                .putHeader("Content-Length", "99999999999")
                .write(Buffer.buffer(new byte[KeySetLocation.MAX_BYTES + 1])));
    }

    @Test
    void aRedirectWhoseBodyNeverEnds() throws Exception {
        failsWithoutUsingUpConnections(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "/other")
                .setChunked(true)
                .write("moved"));
    }

    @Test
    void anErrorWhoseBodyNeverEnds() throws Exception {
        failsWithoutUsingUpConnections(request ->
                request.response().setStatusCode(500).setChunked(true).write("broken"));
    }

    @Test
    void anAnswerThatBreaksOff() throws Exception {
        failsWithoutUsingUpConnections(request -> request.response()
                .putHeader("Content-Length", "100")
                .write("{")
                .onComplete(written -> request.connection().close()));
    }

    @Test
    void anAnswerThatDrips() throws Exception {
        answer.set(request -> {
            request.response().putHeader("Content-Length", "100000").write(" ");
            vertx.setPeriodic(100, timer -> request.response().write(" ").onFailure(gone -> vertx.cancelTimer(timer)));
        });

        KeySetLocation impatient = KeySetLocation.onTheWeb(vertx, url, 500);

        assertThatThrownBy(() -> impatient.read().await(PATIENCE.toSeconds(), SECONDS))
                .isInstanceOf(TimeoutException.class);

        await().until(() -> open.get() == 0);
        isReadAgain();
    }

    private void failsWithoutUsingUpConnections(Consumer<HttpServerRequest> failing) throws Exception {
        answer.set(failing);
        for (int i = 0; i < TIMES; i++) {
            assertThatThrownBy(() -> location.read().await(PATIENCE.toSeconds(), SECONDS))
                    .isInstanceOf(Exception.class);
        }

        await().until(() -> open.get() == 0);
        isReadAgain();
    }

    private void isReadAgain() throws TimeoutException {
        answer.set(request -> request.response().end("{}"));
        assertThat(location.read().await(PATIENCE.toSeconds(), SECONDS).toString())
                .isEqualTo("{}");
    }
}
