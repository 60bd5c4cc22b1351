package io.cellport;

import static io.cellport.Patience.PATIENCE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The requests of a unit's administrator to one server. */
public class UnitRequests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;
    private final Map<String, String> headers;

    /** @param headers what every request has beside the token */
    public UnitRequests(String url, String token, Map<String, String> headers) {
        this.url = url;
        this.token = token;
        this.headers = headers;
    }

    /** Where the server listens, ending in a slash. */
    public final String url() {
        return url;
    }

    /** The administrator's token. */
    public final String token() {
        return token;
    }

    public final void createCell(String name) {
        require(201, send(request("__ctl/Cell").POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}"))));
    }

    /** Deletes a cell that holds nothing. */
    public final void deleteCell(String name) {
        require(204, send(request("__ctl/Cell('" + name + "')").DELETE()));
    }

    public final void upload(String cell, String name, Path snapshot) throws IOException {
        require(201, put(cell, name, snapshot));
    }

    /** The answer to an upload. */
    public final HttpResponse<String> put(String cell, String name, Path snapshot) throws IOException {
        return send(request(cell + "/__snapshot/" + name + ".zip")
                .header("Content-Type", "application/zip")
                .PUT(BodyPublishers.ofFile(snapshot)));
    }

    /** Sends the request that starts an import; completes when the server has answered it with 202. */
    public final CompletableFuture<Void> startImport(String cell, String name) {
        return HTTP.sendAsync(importOf(cell, name).build(), BodyHandlers.ofString())
                .thenAccept(answer -> require(202, answer));
    }

    /** The answer to the request that starts an import. */
    public final HttpResponse<String> post(String cell, String name) {
        return send(importOf(cell, name));
    }

    private HttpRequest.Builder importOf(String cell, String name) {
        return request(cell + "/__import").POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}"));
    }

    /** The answer to the request that starts an export. */
    public final HttpResponse<String> export(String cell, String name) {
        return send(request(cell + "/__export").POST(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}")));
    }

    /** What {@code GET __export} says. */
    public final JsonObject exportStatus(String cell) {
        return new JsonObject(require(200, answered(cell + "/__export")));
    }

    /** The newest records of exports of a cell. */
    public final List<JsonObject> exports(String cell) {
        return new JsonObject(require(200, get(cell + "/__export/runs")))
                .getJsonArray("runs").stream().map(JsonObject.class::cast).toList();
    }

    /** Downloads a snapshot. */
    public final Path download(String cell, String name, Path file) {
        try {
            return HTTP.send(
                            request(cell + "/__snapshot/" + name + ".zip").build(),
                            BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING))
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The same, and again as long as the answer is 503, which means that nothing was accepted. */
    public final void startImportOnceThereIsRoom(String cell, String name) {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofMinutes(20))
                .until(() -> post(cell, name), told -> told.statusCode() != 503);
        require(202, answer);
    }

    /** What {@code GET __import} says. */
    public final JsonObject status(String cell) {
        return new JsonObject(require(200, answered(cell + "/__import")));
    }

    /**
     * The answer to a GET that is sent again, as clients do, while the server can say nothing certain: which is an
     * honest answer on a starved machine.
     */
    private HttpResponse<String> answered(String path) {
        HttpResponse<String> first = get(path);
        return first.statusCode() == 503
                ? Awaitility.await().until(() -> get(path), again -> again.statusCode() != 503)
                : first;
    }

    /** Whether it says now that the cell is ready; a node that cannot say anything at this moment does not. */
    public final boolean saysReady(String cell) {
        HttpResponse<String> answer = get(cell + "/__import");
        return answer.statusCode() == 200 && isReady(new JsonObject(answer.body()));
    }

    /** The answer to a GET. */
    public final HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** The same, if there is an answer. */
    public final Optional<HttpResponse<String>> tryToGet(String path) throws InterruptedException {
        try {
            return Optional.of(HTTP.send(request(path).build(), BodyHandlers.ofString()));
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    /** The HTTP status of an attempt to log in, by somebody without a credential. */
    public final int login(String cell, String account, String password) {
        return logIn(cell, account, password).statusCode();
    }

    /** The token that an account gets when it logs in. */
    public final String accessToken(String cell, String account, String password) {
        return new JsonObject(require(200, logIn(cell, account, password))).getString("access_token");
    }

    private HttpResponse<String> logIn(String cell, String account, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + cell + "/__token"))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&username=" + account + "&password=" + password));
        headers.forEach(request::header);
        return send(request);
    }

    /** Whole percent of a status. */
    public static int percent(JsonObject status) {
        return Integer.parseInt(status.getString("progress").replace("%", ""));
    }

    public static boolean isReady(JsonObject status) {
        return status.getString("status").equals("ready");
    }

    public static boolean isActive(JsonObject status) {
        return status.getString("status").equals("importation in progress");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        return request;
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
}
