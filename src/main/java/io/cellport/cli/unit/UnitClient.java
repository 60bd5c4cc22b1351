package io.cellport.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.exit.CommandException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A client of a unit over HTTP, as its administrator. A refusal or a broken connection is a {@link UnitException}.
 * Blocks; for one thread.
 */
public final class UnitClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

    /**
     * Whether an upload waits for the server's consent ({@code Expect: 100-continue}), because the client cannot
     * receive a refusal while it sends. Before JDK 20 the client would hang after a refusal (JDK-8286171).
     */
    private static final boolean REFUSAL_BEFORE_BODY = Runtime.version().feature() >= 20;

    private final UnitHttp http;

    /**
     * A client of one unit.
     *
     * @param unitUrl ends in {@code /}
     * @param token called before every request
     */
    public UnitClient(URI unitUrl, Supplier<String> token) {
        this.http = new UnitHttp(unitUrl, token);
    }

    /** Requests to the same unit. */
    public UnitHttp http() {
        return http;
    }

    public void createCell(String name) {
        http.json(post(http.url("__ctl/Cell"), Map.of("Name", name)));
    }

    public List<String> cellNames() {
        JsonNode results = http.json(UnitHttp.request(http.url("__ctl/Cell")).GET())
                .path("d")
                .path("results");
        return results.findValuesAsText("Name");
    }

    public void deleteCell(String name) {
        String key = UnitHttp.encode(name.replace("'", "''"));
        http.json(UnitHttp.request(http.url("__ctl/Cell('" + key + "')")).DELETE());
    }

    /** Deletes a cell with its content; {@link #deleteCell} deletes only an empty one. */
    public void deleteCellWithContent(String name) {
        http.json(UnitHttp.request(http.cellUrl(name))
                .header("X-Personium-Recursive", "true")
                .DELETE());
    }

    /**
     * Uploads a file as a snapshot of a cell, as a stream; it replaces one of the same name.
     *
     * @param sent called with the number of bytes sent so far, on a thread of the HTTP client
     */
    public void upload(String cell, String snapshot, Path file, LongConsumer sent) {
        AtomicLong taken = new AtomicLong();
        BodyPublisher body = new CountingPublisher(fileBody(file), count -> {
            taken.set(count);
            sent.accept(count);
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(snapshotUrl(cell, snapshot))
                .header("Content-Type", "application/zip")
                .expectContinue(REFUSAL_BEFORE_BODY)
                .PUT(body);
        http.json(http.text(
                request,
                (client, authorized) -> new StallGuard(taken::get, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, BodyHandlers.ofString()))));
    }

    private static BodyPublisher fileBody(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new CommandException("The file " + file + " cannot be read");
        }
    }

    public void startImport(String cell, String snapshot) {
        http.json(post(importUrl(cell), Map.of("Name", snapshot)));
    }

    public StatusReport importStatus(String cell) {
        return StatusReport.of(http.json(UnitHttp.request(importUrl(cell)).GET()))
                .orElseThrow(() -> http.strange());
    }

    /**
     * Starts an export of a cell and returns the URL of its record.
     *
     * @param name of the snapshot without {@code .zip}; empty to let the unit choose one
     */
    public URI startExport(String cell, Optional<String> name) {
        Map<String, String> body = name.map(text -> Map.of("Name", text)).orElse(Map.of());
        HttpResponse<String> accepted = http.text(
                post(http.cellUrl(cell).resolve("__export"), body),
                (client, request) -> client.send(request, BodyHandlers.ofString()));
        String link = accepted.headers().firstValue("Link").orElse("");
        if (!link.matches("<[^>]+>; rel=\"monitor\"")) {
            throw http.strange();
        }
        String path = URI.create(link.substring(1, link.indexOf('>'))).getPath();
        return http.cellUrl(cell).resolve("__export/runs/" + path.substring(path.lastIndexOf('/') + 1));
    }

    /** The record of an export. */
    public JsonNode exportRecord(URI url) {
        return http.json(UnitHttp.request(url).GET());
    }

    URI importUrl(String cell) {
        return http.cellUrl(cell).resolve("__import");
    }

    public URI snapshotUrl(String cell, String snapshot) {
        return http.cellUrl(cell).resolve("__snapshot/" + snapshot + ".zip");
    }

    private HttpRequest.Builder post(URI url, Map<String, String> body) {
        String json = JSON.valueToTree(body).toString();
        return UnitHttp.request(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
