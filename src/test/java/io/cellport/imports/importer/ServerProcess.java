package io.cellport.imports.importer;

import static io.cellport.Patience.PATIENCE;

import io.cellport.auth.UnitKey;
import io.cellport.auth.token.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A server in a process of its own, from the built jar, and its administrator's requests. */
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "Cellport listening on ";
    private static final int HEAP_MIB = 192;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final String url;
    private final String token;

    private ServerProcess(Process process, String url, String token) {
        this.process = process;
        this.url = url;
        this.token = token;
    }

    /** Starts a server on a data directory and waits until it listens. */
    static ServerProcess start(Path data) throws IOException {
        return start(data, HEAP_MIB);
    }

    /** As {@link #start(Path)}, with that many MiB of heap at most. */
    static ServerProcess start(Path data, int heapMib) throws IOException {
        Process process = launch(data, heapMib);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            throw new AssertionError("the server did not start, it said " + line);
        }
        String url = line.substring(LISTENING.length());
        String token = new TokenIssuer(UnitKey.loadOrCreate(data), url).unitToken(Duration.ofHours(1));
        return new ServerProcess(process, url, token);
    }

    /** Starts a server without waiting for anything. */
    static Process launch(Path data) throws IOException {
        return launch(data, HEAP_MIB);
    }

    private static Process launch(Path data, int heapMib) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + heapMib + "m",
                "-jar",
                System.getProperty("cellport.jar", "target/cellport.jar"),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString());
        builder.environment().put("CELLPORT_HTTP_EVENT_LOOPS", "1");
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", "-1");
        builder.environment().put("CELLPORT_IMPORT_MAX_ATTEMPTS", "100");
        return builder.redirectError(data.resolveSibling("server.log").toFile()).start();
    }

    void createCell(String name) {
        require(201, send(request("__ctl/Cell").POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}"))));
    }

    void upload(String cell, String name, Path snapshot) throws IOException {
        require(
                201,
                send(request(cell + "/__snapshot/" + name + ".zip")
                        .header("Content-Type", "application/zip")
                        .PUT(BodyPublishers.ofFile(snapshot))));
    }

    /** Sends the request that starts an import; completes when the server has answered it with 202. */
    CompletableFuture<Void> startImport(String cell, String name) {
        HttpRequest request = request(cell + "/__import")
                .POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}"))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenAccept(answer -> require(202, answer));
    }

    /** The same, and again as long as the answer is 503, which means that nothing was accepted. */
    void startImportOnceThereIsRoom(String cell, String name) {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofMinutes(20))
                .until(
                        () -> send(request(cell + "/__import")
                                .POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}"))),
                        told -> told.statusCode() != 503);
        require(202, answer);
    }

    /** What {@code GET __import} says. */
    JsonObject status(String cell) {
        return new JsonObject(require(200, send(request(cell + "/__import"))));
    }

    /** The HTTP status of an attempt to log in, by somebody without a credential. */
    int login(String cell, String account, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + cell + "/__token"))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&username=" + account + "&password=" + password));
        return send(request).statusCode();
    }

    /** Whole percent of a status. */
    static int percent(JsonObject status) {
        return Integer.parseInt(status.getString("progress").replace("%", ""));
    }

    static boolean isReady(JsonObject status) {
        return status.getString("status").equals("ready");
    }

    static boolean isActive(JsonObject status) {
        return status.getString("status").equals("importation in progress");
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        close();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The exit code once the process has ended; -1 if it has not after that time. */
    int exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String require(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
