package io.cellport.bench;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.cellport.server.CellportServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;

/** A whole unit with one event loop for HTTP, on a data directory that is deleted at the end, and its administrator. */
final class BenchUnit implements AutoCloseable {

    private static final long POLL_MILLIS = 20;

    final Vertx vertx = Vertx.vertx();
    private final Path data;
    private final CellportServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private final boolean kept;
    private double cpuSeconds;

    BenchUnit() throws IOException {
        this(false);
    }

    /** A unit on a data directory that stays. */
    BenchUnit(Path data) throws IOException {
        this(data, true, false);
    }

    /** @param measured whether the unit counts what it does, as it does in life */
    BenchUnit(boolean measured) throws IOException {
        this(Files.createTempDirectory(Workspace.directory(), "unit"), false, measured);
    }

    private BenchUnit(Path data, boolean kept, boolean measured) throws IOException {
        this.data = data;
        this.kept = kept;
        UnitConfig config = ConfigLoader.defaults(Map.of(
                ConfigKeys.STORAGE_DATA,
                data.toString(),
                ConfigKeys.HTTP_PORT,
                "0",
                ConfigKeys.MANAGEMENT_PORT,
                measured ? "0" : "-1",
                ConfigKeys.HTTP_EVENT_LOOPS,
                "1"));
        server = CellportServer.start(vertx, config).await();
        token = new TokenIssuer(new KeyFile(data).open().signing(), server.unitUrl()).unitToken(Duration.ofDays(1));
    }

    String url() {
        return server.unitUrl();
    }

    int port() {
        return server.port();
    }

    String token() {
        return token;
    }

    /** The id of a cell. */
    String cellId(String cell) {
        return server.store().find(cell).orElseThrow().id();
    }

    void createCell(String cell) {
        require(201, send(request("__ctl/Cell").POST(BodyPublishers.ofString("{\"Name\":\"" + cell + "\"}"))));
    }

    void deleteCell(String cell) {
        require(
                204,
                send(request(cell + "/").header("X-Personium-Recursive", "true").DELETE()));
    }

    void upload(String cell, Path snapshot) throws IOException {
        require(201, send(request(cell + "/__snapshot/bench.zip").PUT(BodyPublishers.ofFile(snapshot))));
    }

    /** Imports the uploaded snapshot; seconds from the request to the first {@code ready}. */
    double importSeconds(String cell) {
        long start = System.nanoTime();
        long cpuBefore = Cpu.ofProcessNanos();
        startImport(cell);
        awaitReady(cell);
        cpuSeconds = (Cpu.ofProcessNanos() - cpuBefore) / 1e9;
        return (System.nanoTime() - start) / 1e9;
    }

    /** Exports a cell into a file, which it returns. */
    Path exported(String cell, Path file) throws IOException {
        export(cell);
        try (InputStream in = http.send(request(cell + "/__snapshot/export.zip").build(), BodyHandlers.ofInputStream())
                .body()) {
            Files.copy(in, file);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        deleteExport(cell);
        return file;
    }

    private void export(String cell) {
        require(202, send(request(cell + "/__export").POST(BodyPublishers.ofString("{\"Name\":\"export\"}"))));
        while (send(request(cell + "/__export")).body().contains("in progress")) {
            pause();
        }
    }

    private void deleteExport(String cell) {
        require(204, send(request(cell + "/__snapshot/export.zip").DELETE()));
    }

    /** Exports a cell; seconds from the request to the first {@code ready}. The snapshot is deleted afterwards. */
    double exportSeconds(String cell) {
        long start = System.nanoTime();
        long cpuBefore = Cpu.ofProcessNanos();
        export(cell);
        cpuSeconds = (Cpu.ofProcessNanos() - cpuBefore) / 1e9;
        double seconds = (System.nanoTime() - start) / 1e9;
        deleteExport(cell);
        return seconds;
    }

    /** Processor time that the last import or export took, on all cores. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    void startImport(String cell) {
        require(202, send(request(cell + "/__import").POST(BodyPublishers.ofString("{\"Name\":\"bench\"}"))));
    }

    /** Polls until the import has succeeded. */
    void awaitReady(String cell) {
        String body = status(cell);
        while (body.contains("in progress")) {
            pause();
            body = status(cell);
        }
        if (!body.contains("\"ready\"")) {
            throw new IllegalStateException(body);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body that {@code GET {cell}/__import} answers. */
    String status(String cell) {
        return send(request(cell + "/__import")).body();
    }

    /** Creates a cell, imports a snapshot into it and deletes it; seconds of the import alone. */
    double importOnce(Path snapshot) throws IOException {
        createCell("bench");
        upload("bench", snapshot);
        double seconds = importSeconds("bench");
        deleteCell("bench");
        return seconds;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.unitUrl() + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
    }

    @Override
    public void close() throws IOException {
        server.stop().await();
        vertx.close().await();
        if (!kept) {
            Workspace.delete(data);
        }
    }
}
