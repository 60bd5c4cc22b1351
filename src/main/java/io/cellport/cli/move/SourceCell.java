package io.cellport.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import io.cellport.cli.unit.UnitHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The cell that is moved, at a Personium or a Cellport server. A refusal or a broken connection is a
 * {@link UnitException}. Blocks; for one thread.
 */
public final class SourceCell {

    /** What Personium takes for a name too. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,192}");

    private static final int SHOWN = 60;

    private final URI url;

    private final UnitHttp http;

    /**
     * A cell by its URL.
     *
     * @param url ends in {@code /}
     * @param token called before every request
     */
    public SourceCell(URI url, Supplier<String> token) {
        this(url, token, Optional.empty());
    }

    /** The same with certificates to trust instead of Java's. */
    public SourceCell(URI url, Supplier<String> token, Optional<SSLContext> trust) {
        this.url = url;
        this.http = new UnitClient(url, token, trust, "").http();
    }

    /** The URL of the cell, which ends in {@code /}. */
    public URI url() {
        return url;
    }

    UnitHttp http() {
        return http;
    }

    /** The last segment of its path; for a cell that is a host, the first part of its name. */
    String name() {
        String path = url.getPath().replaceFirst("/+$", "");
        return path.isEmpty() ? url.getHost().replaceFirst("\\..*", "") : path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * An export that is under way.
     *
     * @param name of its snapshot, without {@code .zip}
     */
    record Exporting(String name, int percent) {}

    /** The export that is under way, whoever has started it. */
    Optional<Exporting> exporting() {
        JsonNode status = http.json(UnitHttp.request(http.url("__export")).GET());
        String name = status.path("exportation_name").asText();
        if (status.path("status").asText().equals("ready")) {
            return Optional.empty();
        }
        checkedName(name);
        String percent = status.path("progress").asText().replace("%", "");
        return Optional.of(new Exporting(name, percent.matches("\\d{1,3}") ? Integer.parseInt(percent) : 0));
    }

    /**
     * A name that can stand in a URL, whoever has chosen it.
     *
     * @throws CommandException if it is no name of a snapshot
     */
    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandException("The source exports under a name that no snapshot can have: \"%s\""
                    .formatted(PlainText.of(name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name)));
        }
        return name;
    }

    void startExport(String name) {
        String body = "{\"Name\":\"%s\"}".formatted(name);
        http.text(UnitHttp.request(http.url("__export"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /**
     * A snapshot that can be downloaded.
     *
     * @param tag its entity tag; empty if the server gave none
     */
    record Stored(long size, String tag) {}

    /** The snapshot of this name; empty while its export is under way, or if it failed. */
    Optional<Stored> find(String name) {
        return known(() -> head(http.url("__snapshot/" + name + ".zip")));
    }

    private Stored head(URI snapshot) {
        HttpResponse<String> head = http.text(UnitHttp.request(snapshot).method("HEAD", BodyPublishers.noBody()));
        return new Stored(
                head.headers()
                        .firstValueAsLong("Content-Length")
                        .orElseThrow(() -> http.broken(new IOException("a file without a length"))),
                head.headers().firstValue("ETag").orElse(""));
    }

    /** Why the export of this name failed: Personium leaves a file that says so, Cellport a record. */
    Optional<String> failure(String name) {
        Optional<String> recorded = record(name)
                .filter(run -> run.path("state").asText().equals("Failed")
                        || run.path("state").asText().equals("Cancelled"))
                .map(run -> run.path("error").isObject() ? text(run.path("error")) : "The export was cancelled");
        return recorded.or(() -> known(() -> text(json("__snapshot/" + name + ".error"))));
    }

    /** The SHA-256 of the snapshot of this name in hexadecimal, if the server has a record of its export. */
    Optional<String> digest(String name) {
        return record(name).map(run -> run.path("sha256").asText()).filter(digest -> !digest.isEmpty());
    }

    /** The newest record of an export of this name; Personium has none. */
    private Optional<JsonNode> record(String name) {
        for (JsonNode run : known(() -> json("__export/runs"))
                .map(list -> list.path("runs"))
                .orElse(MissingNode.getInstance())) {
            if (run.path("name").asText().equals(name)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private JsonNode json(String path) {
        return http.json(UnitHttp.request(http.url(path)).GET());
    }

    private static String text(JsonNode error) {
        return PlainText.of(error.path("code").asText() + " "
                + error.path("message").path("value").asText());
    }

    private static <T> Optional<T> known(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (UnitException e) {
            if (e.ending() == Ending.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
