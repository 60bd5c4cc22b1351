package io.cellport.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.unit.ContentMember.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * Reads the content of one cell over HTTP. Paths begin with the name of a box and are not encoded. Failures are
 * {@link UnitException}s. Blocks; for one thread.
 *
 * @param http requests to the unit
 * @param cell the name of the cell
 */
public record ContentClient(UnitHttp http, String cell) {

    /** The name of the main box. */
    static final String MAIN_BOX = "__";

    private static final int BOXES_AT_ONCE = 1_000;

    /** A large collection is listed, or a large file begun, within this time. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * What a file is.
     *
     * @param size in bytes
     * @param tag the entity tag of the file's content
     */
    public record FileHead(long size, String tag) {}

    /** Calls the consumer with the main box and each other box, by name. */
    public void boxes(Consumer<ContentMember> consumer) {
        consumer.accept(box(MAIN_BOX, ""));
        int found = BOXES_AT_ONCE;
        for (int skip = 0; found == BOXES_AT_ONCE; skip += BOXES_AT_ONCE) {
            JsonNode page = query(
                            "__ctl/Box", Map.of("$orderby", "Name", "$top", "" + BOXES_AT_ONCE, "$skip", "" + skip))
                    .path("d")
                    .path("results");
            page.forEach(row -> consumer.accept(box(row.path("Name").asText(), "")));
            found = page.size();
        }
    }

    private static ContentMember box(String name, String modified) {
        return new ContentMember(name, Kind.BOX, 0, modified);
    }

    /** What is at a path. */
    public ContentMember at(String path) {
        ContentMember[] found = new ContentMember[1];
        propfind(path, "0", member -> found[0] = member);
        return Optional.ofNullable(found[0]).orElseThrow(http::strange);
    }

    /** Calls the consumer with each member of what is at a path; a file has none. */
    public void members(String path, Consumer<ContentMember> consumer) {
        boolean[] isBehindFirst = {false};
        propfind(path, "1", member -> {
            if (isBehindFirst[0]) {
                consumer.accept(member);
            }
            isBehindFirst[0] = true;
        });
    }

    private void propfind(String path, String depth, Consumer<ContentMember> consumer) {
        HttpRequest.Builder request = UnitHttp.request(url(path))
                .timeout(PATIENCE)
                .header("Depth", depth)
                .method("PROPFIND", BodyPublishers.noBody());
        try (InputStream answer = http.stream(request).body()) {
            MemberListing.read(answer, consumer);
        } catch (IOException e) {
            throw http.broken(e);
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException failure ? http.broken(failure) : http.strange();
        }
    }

    /**
     * What a file is now.
     *
     * @throws CommandException if there is something else at the path
     */
    public FileHead file(String path) {
        HttpHeaders head = head(path);
        if (head.firstValue("Accept-Ranges").isEmpty()) {
            throw new CommandException(PlainText.of(path) + " is no file");
        }
        return new FileHead(
                head.firstValueAsLong("Content-Length").orElseThrow(http::strange),
                head.firstValue("ETag").orElse(""));
    }

    /** What refuses a HEAD has no body to say why, so the same path is asked for in a way that is told. */
    private HttpHeaders head(String path) {
        try {
            return http.text(UnitHttp.request(url(path)).method("HEAD", BodyPublishers.noBody()))
                    .headers();
        } catch (UnitException refused) {
            if (refused.isRefusalWithoutWords()) {
                at(path);
            }
            throw refused;
        }
    }

    /** The bytes of a file; the caller closes the stream. */
    public InputStream open(String path) {
        return http.stream(HttpRequest.newBuilder(url(path)).timeout(PATIENCE).GET())
                .body();
    }

    /** The JSON that answers a query at a path. */
    public JsonNode query(String path, Map<String, String> options) {
        String query = options.entrySet().stream()
                .map(option -> UnitHttp.encode(option.getKey()) + '=' + UnitHttp.encode(option.getValue()))
                .collect(Collectors.joining("&"));
        URI url = url(path);
        return http.json(UnitHttp.request(query.isEmpty() ? url : URI.create(url + "?" + query))
                .timeout(PATIENCE)
                .GET());
    }

    /** The URL of what is at a path. */
    public URI url(String path) {
        String encoded = Stream.of(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(UnitHttp::encode)
                .collect(Collectors.joining("/"));
        return URI.create(http.cellUrl(cell) + encoded);
    }
}
