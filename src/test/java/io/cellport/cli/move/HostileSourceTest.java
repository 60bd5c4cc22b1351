package io.cellport.cli.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.unit.UnitException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that wants to harm those who move a cell from it. */
@Timeout(120)
class HostileSourceTest {

    @TempDir
    Path directory;

    @AutoClose
    private MoveTarget target;

    private final Vertx vertx = Vertx.vertx();

    private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private URI url;

    @BeforeEach
    void start() {
        target = new MoveTarget(directory);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    requests.add(request.method() + " " + request.uri());
                    answers.getOrDefault(request.method() + " " + request.path(), HostileSourceTest::missing)
                            .accept(request);
                })
                .listen(0, "127.0.0.1")
                .await();
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/alice/");
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static void missing(HttpServerRequest request) {
        request.response().setStatusCode(404).end();
    }

    static Stream<String> names() {
        return Stream.of(
                "../../x",
                "..",
                "",
                "a/b",
                "a\u0000b",
                "a\nb\u001b[2J",
                "C:\\x",
                "%2e%2e%2f",
                "?x",
                "#x",
                "ü",
                "x".repeat(193),
                "y".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameThatNoSnapshotCanHaveEndsTheMove(String name) throws IOException {
        JsonObject status = new JsonObject()
                .put("status", "exportation in progress")
                .put("progress", "10%")
                .put("exportation_name", name);
        answers.put("GET /alice/__export", request -> request.response().end(status.encode()));

        assertThatThrownBy(this::move)
                .isExactlyInstanceOf(CommandException.class)
                .hasMessageStartingWith("The source exports under a name that no snapshot can have: \"")
                .satisfies(told ->
                        assertThat(told.getMessage()).hasSizeLessThan(150).doesNotContainPattern("\\p{Cntrl}"));
        assertThat(requests).allMatch(request -> request.equals("GET /alice/__export"));
        assertNothingElseIsWritten();
    }

    @Test
    void whatComesBehindTheAnnouncedEndIsNotWritten() throws IOException {
        stored(1_000);
        answers.put("GET /alice/__snapshot/mine.zip", request -> {
            request.response().setChunked(true);
            endless(request);
        });

        assertThatThrownBy(this::move).hasMessage("The source sends more than it has announced");
        assertThat(Files.size(target.folder().part())).isLessThanOrEqualTo(1_000);
        assertNothingElseIsWritten();
    }

    private static void endless(HttpServerRequest request) {
        request.response().write("x".repeat(10_000)).onSuccess(written -> endless(request));
    }

    @Test
    void anotherPartThanTheOneThatWasAskedForIsNotWritten() throws IOException {
        stored(1_000);
        target.folder().note(new MoveFolder.Note("mine", "\"t\""));
        Files.writeString(target.folder().part(), "12345");
        answers.put(
                "GET /alice/__snapshot/mine.zip",
                request -> request.response()
                        .setStatusCode(206)
                        .putHeader("Content-Range", "bytes 0-999/1000")
                        .end("x".repeat(995)));

        assertThatThrownBy(this::move)
                .hasMessage("The source sends another part of the snapshot than it was asked for");
        assertThat(target.folder().part()).hasContent("12345");
    }

    @Test
    void aRedirectionIsNotFollowed() {
        answers.put(
                "GET /alice/__export",
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", url + "__export")
                        .end());

        assertThatThrownBy(this::move)
                .isInstanceOf(UnitException.class)
                .hasMessage("The server answered with HTTP status 302");
        assertThat(requests).hasSize(1);
    }

    private void stored(int size) {
        target.folder().note(new MoveFolder.Note("mine", ""));
        answers.put("GET /alice/__export", request -> request.response().end("{\"status\":\"ready\"}"));
        answers.put(
                "HEAD /alice/__snapshot/mine.zip",
                request -> request.response()
                        .putHeader("Content-Length", Integer.toString(size))
                        .putHeader("ETag", "\"t\"")
                        .end());
    }

    private void move() {
        target.call(new SourceCell(url, () -> "t0ken")).run(false);
    }

    private void assertNothingElseIsWritten() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString()))
                    .allMatch(file -> file.startsWith("move/"));
        }
    }
}
