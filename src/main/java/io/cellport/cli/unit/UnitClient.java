package io.cellport.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.terminal.ThisProgram;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

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

    private final String flags;

    /**
     * A client of one unit.
     *
     * @param unitUrl ends in {@code /}
     * @param token called before every request
     */
    public UnitClient(URI unitUrl, Supplier<String> token) {
        this(unitUrl, token, Optional.empty(), "");
    }

    /**
     * The same with certificates to trust instead of Java's.
     *
     * @param flags what a command must be given to find the unit, each with a blank before it
     */
    public UnitClient(URI unitUrl, Supplier<String> token, Optional<SSLContext> trust, String flags) {
        this.http = new UnitHttp(unitUrl, token, trust);
        this.flags = flags;
    }

    /** A command line for the same unit, for the user to copy. */
    public String command(String words) {
        return ThisProgram.name() + ' ' + words + PlainText.of(flags);
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
                        .await(client.sendAsync(authorized, head -> new LimitedText()))));
    }

    private static BodyPublisher fileBody(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new CommandException("The file " + file + " cannot be read");
        }
    }

    /**
     * Starts an import and returns the URL of its record; empty if the server keeps none, as Personium.
     *
     * @param snapshot its name without {@code .zip}
     * @param dryRun whether to do everything but change the cell
     */
    public Optional<URI> startImport(String cell, String snapshot, boolean dryRun) {
        Map<String, Object> body = dryRun ? Map.of("Name", snapshot, "ValidateOnly", true) : Map.of("Name", snapshot);
        return monitored(importUrl(cell), post(importUrl(cell), body));
    }

    /** Cancels the active import. */
    public void cancelImport(String cell) {
        http.json(UnitHttp.request(importUrl(cell)).DELETE());
    }

    /** Cancels the active export. */
    public void cancelExport(String cell) {
        http.json(UnitHttp.request(exportUrl(cell)).DELETE());
    }

    /** The newest imports of a cell, dry runs too. */
    public List<RunRecord> imports(String cell, int limit) {
        return runs(importUrl(cell), limit);
    }

    /** The newest exports of a cell. */
    public List<RunRecord> exports(String cell, int limit) {
        return runs(exportUrl(cell), limit);
    }

    private List<RunRecord> runs(URI url, int limit) {
        JsonNode runs = http.json(UnitHttp.request(URI.create(url + "/runs?limit=" + limit))
                        .GET())
                .path("runs");
        List<RunRecord> records = new ArrayList<>();
        runs.forEach(run -> records.add(RunRecord.of(run).orElseThrow(http::strange)));
        return records;
    }

    /** The URL of an import's record. */
    public URI importRecord(String cell, String id) {
        return record(importUrl(cell), id);
    }

    /** The URL of an export's record. */
    public URI exportRecord(String cell, String id) {
        return record(exportUrl(cell), id);
    }

    private static URI record(URI url, String id) {
        return URI.create(url + "/runs/" + UnitHttp.encode(id));
    }

    /** The record of an import or export. */
    public RunRecord run(URI record) {
        return RunRecord.of(http.json(UnitHttp.request(record).GET())).orElseThrow(http::strange);
    }

    public void deleteSnapshot(String cell, String snapshot) {
        http.json(UnitHttp.request(snapshotUrl(cell, snapshot)).DELETE());
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
        Map<String, Object> body =
                name.<Map<String, Object>>map(text -> Map.of("Name", text)).orElse(Map.of());
        return monitored(exportUrl(cell), post(exportUrl(cell), body)).orElseThrow(http::strange);
    }

    /** The unit may know itself by another name, so only the id is taken from the link. */
    private Optional<URI> monitored(URI url, HttpRequest.Builder request) {
        HttpResponse<String> accepted = http.text(request);
        String link = accepted.headers().firstValue("Link").orElse("");
        if (link.isEmpty()) {
            return Optional.empty();
        }
        if (!link.matches("<[^>]+>; rel=\"monitor\"")) {
            throw http.strange();
        }
        String path = link.substring(1, link.indexOf('>'));
        return Optional.of(record(url, path.substring(path.lastIndexOf('/') + 1)));
    }

    private URI exportUrl(String cell) {
        return http.cellUrl(cell).resolve("__export");
    }

    URI importUrl(String cell) {
        return http.cellUrl(cell).resolve("__import");
    }

    public URI snapshotUrl(String cell, String snapshot) {
        return http.cellUrl(cell).resolve("__snapshot/" + snapshot + ".zip");
    }

    private HttpRequest.Builder post(URI url, Map<String, ?> body) {
        String json = JSON.valueToTree(body).toString();
        return UnitHttp.request(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
