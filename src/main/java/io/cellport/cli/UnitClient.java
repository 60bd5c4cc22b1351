package io.cellport.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of a unit over HTTP, as its administrator. A refusal or a broken connection is a {@link UnitException}.
 * Blocks; for one thread.
 */
final class UnitClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than a server takes to accept or refuse an import, so that its answer is not missed. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(70);

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

    /**
     * Whether an upload waits for the server's consent ({@code Expect: 100-continue}), because the client cannot
     * receive a refusal while it sends. Before JDK 20 the client would hang after a refusal (JDK-8286171).
     */
    private static final boolean REFUSAL_BEFORE_BODY = Runtime.version().feature() >= 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI unitUrl;

    private final Supplier<String> token;

    private @Nullable Function<String, URI> cellUrls;

    /**
     * A client of one unit.
     *
     * @param unitUrl ends in {@code /}
     * @param token called before every request
     */
    UnitClient(URI unitUrl, Supplier<String> token) {
        this.unitUrl = unitUrl;
        this.token = token;
    }

    void createCell(String name) {
        send(post(unitUrl.resolve("__ctl/Cell"), Map.of("Name", name)));
    }

    List<String> cellNames() {
        JsonNode results =
                send(request(unitUrl.resolve("__ctl/Cell")).GET()).path("d").path("results");
        return results.findValuesAsText("Name");
    }

    void deleteCell(String name) {
        String key = encode(name.replace("'", "''"));
        send(request(unitUrl.resolve("__ctl/Cell('" + key + "')")).DELETE());
    }

    /** Deletes a cell with its content; {@link #deleteCell} deletes only an empty one. */
    void deleteCellWithContent(String name) {
        send(request(cellUrl(name)).header("X-Personium-Recursive", "true").DELETE());
    }

    /**
     * Uploads a file as a snapshot of a cell, as a stream; it replaces one of the same name.
     *
     * @param sent called with the number of bytes sent so far, on a thread of the HTTP client
     */
    void upload(String cell, String snapshot, Path file, LongConsumer sent) {
        AtomicLong taken = new AtomicLong();
        BodyPublisher body = new CountingPublisher(fileBody(file), count -> {
            taken.set(count);
            sent.accept(count);
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(snapshotUrl(cell, snapshot))
                .header("Content-Type", "application/zip")
                .expectContinue(REFUSAL_BEFORE_BODY)
                .PUT(body);
        send(
                request,
                authorized -> new StallGuard(taken::get, STALL_TIMEOUT)
                        .await(http.sendAsync(authorized, BodyHandlers.ofString())));
    }

    private static BodyPublisher fileBody(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new CommandException("The file " + file + " cannot be read");
        }
    }

    void startImport(String cell, String snapshot) {
        send(post(importUrl(cell), Map.of("Name", snapshot)));
    }

    StatusReport importStatus(String cell) {
        return StatusReport.of(send(request(importUrl(cell)).GET())).orElseThrow(() -> UnitException.strange(unitUrl));
    }

    /**
     * Starts an export of a cell and returns the URL of its record.
     *
     * @param name of the snapshot without {@code .zip}; empty to let the unit choose one
     */
    URI startExport(String cell, Optional<String> name) {
        Map<String, String> body = name.map(text -> Map.of("Name", text)).orElse(Map.of());
        HttpResponse<String> accepted = answer(
                post(cellUrl(cell).resolve("__export"), body), request -> http.send(request, BodyHandlers.ofString()));
        String link = accepted.headers().firstValue("Link").orElse("");
        if (!link.matches("<[^>]+>; rel=\"monitor\"")) {
            throw UnitException.strange(unitUrl);
        }
        String path = URI.create(link.substring(1, link.indexOf('>'))).getPath();
        return cellUrl(cell).resolve("__export/runs/" + path.substring(path.lastIndexOf('/') + 1));
    }

    /** The record of an export. */
    JsonNode exportRecord(URI url) {
        return send(request(url).GET());
    }

    /**
     * Downloads a snapshot from an offset on, as a stream.
     *
     * @param target takes the bytes, on a thread of the HTTP client
     * @param received how many bytes have come in all; it shows that the download moves
     */
    void download(String cell, String snapshot, long offset, Consumer<byte[]> target, LongSupplier received) {
        HttpRequest.Builder request = HttpRequest.newBuilder(snapshotUrl(cell, snapshot))
                .header("Range", "bytes=" + offset + '-')
                .GET();
        answer(
                request,
                authorized -> new StallGuard(received, STALL_TIMEOUT)
                        .await(http.sendAsync(authorized, head -> into(head.statusCode(), target))));
    }

    private static BodySubscriber<String> into(int status, Consumer<byte[]> target) {
        if (status != 206) {
            return BodySubscribers.ofString(StandardCharsets.UTF_8);
        }
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(target)), complete -> "");
    }

    URI importUrl(String cell) {
        return cellUrl(cell).resolve("__import");
    }

    URI snapshotUrl(String cell, String snapshot) {
        return cellUrl(cell).resolve("__snapshot/" + snapshot + ".zip");
    }

    private URI cellUrl(String cell) {
        if (cellUrls == null) {
            cellUrls = cellUrlForm();
        }
        return cellUrls.apply(encode(cell));
    }

    private Function<String, URI> cellUrlForm() {
        JsonNode unit = send(request(unitUrl).GET()).path("unit");
        if (unit.path("path_based_cellurl_enabled").asBoolean(true)) {
            return cell -> unitUrl.resolve(cell + "/");
        }
        URI named = URI.create(unit.path("url").asText());
        return cell -> URI.create("%s://%s.%s/".formatted(named.getScheme(), cell, named.getAuthority()));
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).header("Accept", "application/json").timeout(REQUEST_TIMEOUT);
    }

    private static HttpRequest.Builder post(URI url, Map<String, String> body) {
        String json = JSON.valueToTree(body).toString();
        return request(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    private JsonNode send(HttpRequest.Builder request) {
        return send(request, authorized -> http.send(authorized, BodyHandlers.ofString()));
    }

    private JsonNode send(HttpRequest.Builder request, Exchange exchange) {
        HttpResponse<String> response = answer(request, exchange);
        JsonNode body = parse(response.body());
        if (body.isMissingNode() && !response.body().isBlank()) {
            throw UnitException.strange(unitUrl);
        }
        return body;
    }

    /** The answer to a request that was not refused. */
    private HttpResponse<String> answer(HttpRequest.Builder request, Exchange exchange) {
        HttpRequest authorized =
                request.header("Authorization", "Bearer " + token.get()).build();
        try {
            HttpResponse<String> response = exchange.answer(authorized);
            if (response.statusCode() >= 300) {
                JsonNode body = parse(response.body());
                throw UnitException.refused(
                        response.statusCode(), body.path("code").asText(), describe(response.statusCode(), body));
            }
            return response;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw UnitException.unreachable(unitUrl);
        } catch (IOException e) {
            throw UnitException.broken(unitUrl, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted");
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String describe(int status, JsonNode body) {
        String code = body.path("code").asText();
        return code.isEmpty()
                ? "The server answered with HTTP status " + status
                : code + " " + body.path("message").path("value").asText();
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Sends one request and waits for its answer. */
    private interface Exchange {
        HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException;
    }
}
