package io.cellport.http;

import static io.cellport.http.TestUnit.code;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the owners of a cell's accounts do: log in, and use the tokens that they get. */
public final class Accounts {

    public static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    private final TestUnit unit;

    private final String cell;

    public Accounts(TestUnit unit, String cell) {
        this.unit = unit;
        this.cell = cell;
    }

    /** A new cell with the content of a snapshot. */
    public static Accounts importedInto(TestUnit unit, String cell, Path snapshot) throws IOException {
        unit.createCell(cell);
        Accounts accounts = new Accounts(unit, cell);
        accounts.importAgain(snapshot);
        return accounts;
    }

    /** Replaces the content and waits until the import has ended, well or not; returns what the status says then. */
    public String importAgain(Path snapshot) throws IOException {
        return importAgain("snapshot" + System.nanoTime(), snapshot);
    }

    /** The same with a name for the snapshot. */
    public String importAgain(String name, Path snapshot) throws IOException {
        beginImport(name, snapshot);
        return await().until(this::status, status -> !status.equals("importation in progress"));
    }

    /** Has the content replaced, and waits for nothing. */
    void beginImport(String name, Path snapshot) throws IOException {
        HttpResponse<String> stored =
                unit.send(unit.request(cell + "/__snapshot/" + name + ".zip").PUT(BodyPublishers.ofFile(snapshot)));
        HttpResponse<String> accepted =
                unit.post(cell + "/__import", new JsonObject().put("Name", name).encode());
        if (stored.statusCode() != 201 || accepted.statusCode() != 202) {
            throw new AssertionError(stored.body() + accepted.body());
        }
    }

    /** Whether the administrator is told that the last import is complete. */
    boolean isReady() {
        return status().equals("ready");
    }

    private String status() {
        return new JsonObject(unit.send(unit.request(cell + "/__import")).body()).getString("status");
    }

    /** {@code POST __token} with names and values in turn. */
    public HttpResponse<String> form(String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(fields[i]).append('=').append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
            body.append('&');
        }
        return unit.send(unit.anonymous(cell + "/__token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    public HttpResponse<String> login(String account, String password) {
        return form("grant_type", "password", "username", account, "password", password);
    }

    /** The access token of a login that succeeds. */
    public String token(String account, String password) {
        return field(login(account, password), "access_token");
    }

    /** A field of an answer that has to be 200. */
    public static String field(HttpResponse<String> answer, String name) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body()).getString(name);
    }

    /** {@code GET __import} without any credential. */
    public HttpRequest.Builder status(String query) {
        return unit.anonymous(cell + "/__import" + query);
    }

    public HttpResponse<String> status(String header, String value) {
        return unit.send(status("").header(header, value));
    }

    public HttpResponse<String> statusWith(String token) {
        return status("Authorization", "Bearer " + token);
    }

    /** The code of the refusal of {@code GET __import} with a token; {@code 200} if it is none. */
    public String refusal(String token) {
        HttpResponse<String> answer = statusWith(token);
        return answer.statusCode() == 200 ? "200" : code(answer);
    }

    public String url() {
        return unit.url() + cell + "/";
    }
}
