package io.cellport.http;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.config.UnitConfig;
import io.cellport.server.CellportServer;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A real unit on a free port, and a client that is its administrator unless told otherwise. */
public final class TestUnit implements AutoCloseable {

    /** Longer than any test. */
    private static final Duration DAY = Duration.ofDays(1);

    public final Vertx vertx;

    private final Path data;

    private boolean isTemporary;

    public final TokenIssuer tokens;

    private final String unitToken;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CellportServer server;

    public TestUnit(Path data) throws IOException {
        this(config(data).build());
    }

    public TestUnit(UnitConfig config) throws IOException {
        this(config, Vertx.vertx());
    }

    /** A unit that closes {@code vertx} with itself, unless it is only stopped. */
    public TestUnit(UnitConfig config, Vertx vertx) throws IOException {
        this.vertx = vertx;
        this.data = config.data();
        server = await(CellportServer.start(vertx, config));
        tokens = new TokenIssuer(new KeyFile(data).open().signing(), url(), config.unit());
        unitToken = tokens.unitToken(DAY);
    }

    /** A unit with these empty cells, for all tests of a class; closing it deletes its data. */
    public static TestUnit withCells(String... names) {
        try {
            TestUnit unit = new TestUnit(Files.createTempDirectory("cellport-test"));
            unit.isTemporary = true;
            List.of(names).forEach(unit::createCell);
            return unit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data directory. */
    public Path data() {
        return data;
    }

    public int port() {
        return server.port();
    }

    /** The port for health and metrics, which it must have. */
    public int managementPort() {
        return server.managementPort().orElseThrow();
    }

    public String url() {
        return server.unitUrl();
    }

    public String cellId(String name) {
        return server.store().find(name).orElseThrow().id();
    }

    /** A request of the unit's administrator. */
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + unitToken());
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    /** The same at each call, because a signature takes longer than most requests. */
    public String unitToken() {
        return unitToken;
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.timeout(PATIENCE).build(), handler);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public void createCell(String name) {
        HttpResponse<String> created =
                post("__ctl/Cell", new JsonObject().put("Name", name).encode());
        if (created.statusCode() != 201) {
            throw new AssertionError(created.body());
        }
    }

    /** Deletes a cell with all it holds. */
    public void deleteCell(String name) {
        HttpResponse<String> deleted =
                send(request(name).header("X-Personium-Recursive", "true").DELETE());
        if (deleted.statusCode() != 204) {
            throw new AssertionError(deleted.body());
        }
    }

    /** The code in an error body. */
    public static String code(HttpResponse<String> response) {
        return new JsonObject(response.body()).getString("code");
    }

    /** The English text in an error body. */
    public static String text(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonObject("message").getString("value");
    }

    public static String header(HttpResponse<?> response, String name) {
        return String.join(" | ", response.headers().allValues(name));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The pools that requests pass. */
    public WorkerPools pools() {
        return server.pools();
    }

    /** Stops the unit, and nothing else. */
    public void stop() {
        await(server.stop());
    }

    @Override
    public void close() {
        stop();
        await(vertx.close());
        if (isTemporary) {
            delete(data);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
