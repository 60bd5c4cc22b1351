package io.cellport.cli.unit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a unit, as its administrator. A refusal or a broken connection is a {@link UnitException}. Blocks; for
 * one thread.
 */
public final class UnitHttp {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than a server takes to accept or refuse an import, so that its answer is not missed. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(70);

    /** How long the body of an answer may take behind its head. */
    private static final Duration BODY_TIMEOUT = Duration.ofMinutes(1);

    /** What is read of an answer that ought to be an error. */
    private static final int ERROR_BYTES = 64 << 10;

    private final HttpClient http;

    private final URI unitUrl;

    private final Supplier<String> token;

    private @Nullable Function<String, URI> cellUrls;

    /**
     * Requests to one unit.
     *
     * @param unitUrl ends in {@code /}
     * @param token called before every request
     * @param trust for https; empty for what Java trusts
     */
    UnitHttp(URI unitUrl, Supplier<String> token, Optional<SSLContext> trust) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trust.orElseGet(JavaTrust::context))
                .build();
        this.unitUrl = unitUrl;
        this.token = token;
    }

    /** Sends one request and waits for its answer. */
    public interface Sending<T> {
        HttpResponse<T> answer(HttpClient http, HttpRequest request) throws IOException, InterruptedException;
    }

    /** The URL of something at unit level. */
    public URI url(String path) {
        return unitUrl.resolve(path);
    }

    /** The URL of a cell, which ends in {@code /}. */
    public URI cellUrl(String cell) {
        if (cellUrls == null) {
            cellUrls = cellUrlForm();
        }
        return cellUrls.apply(encode(cell));
    }

    private Function<String, URI> cellUrlForm() {
        JsonNode unit = json(request(unitUrl).GET()).path("unit");
        if (unit.path("path_based_cellurl_enabled").asBoolean(true)) {
            return cell -> unitUrl.resolve(cell + "/");
        }
        URI named = URI.create(unit.path("url").asText());
        return cell -> URI.create("%s://%s.%s/".formatted(named.getScheme(), cell, named.getAuthority()));
    }

    public static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).header("Accept", "application/json").timeout(REQUEST_TIMEOUT);
    }

    /** One segment of a path, or the name or value of a query option. */
    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The JSON that answers a request; missing if the answer is empty. */
    public JsonNode json(HttpRequest.Builder request) {
        return json(text(request));
    }

    /** The JSON in an answer; missing if the answer is empty. */
    public JsonNode json(HttpResponse<String> response) {
        JsonNode body = parse(response.body());
        if (body.isMissingNode() && !response.body().isBlank()) {
            throw UnitException.strange(unitUrl);
        }
        return body;
    }

    /** The answer to a request that was not refused, as a text. */
    public HttpResponse<String> text(HttpRequest.Builder request) {
        return text(request, UnitHttp::whole);
    }

    /** The time-out of a request ends with the head of its answer, so there is another one for all of it. */
    private static HttpResponse<String> whole(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        Duration longest = request.timeout().orElse(REQUEST_TIMEOUT).plus(BODY_TIMEOUT);
        return new StallGuard(() -> 0, longest).await(http.sendAsync(request, head -> new LimitedText()));
    }

    /** What reads the text of an answer that is not what was asked for. */
    public static BodySubscriber<String> refusal() {
        return new LimitedText(ERROR_BYTES);
    }

    /** The same for a request that is not sent and answered at once. */
    public HttpResponse<String> text(HttpRequest.Builder request, Sending<String> sending) {
        return answer(request, sending, body -> body);
    }

    /** The answer to a request that was not refused, as a stream, which the caller closes. */
    public HttpResponse<InputStream> stream(HttpRequest.Builder request) {
        return answer(
                request,
                (http, authorized) -> http.send(authorized, BodyHandlers.ofInputStream()),
                UnitHttp::beginningOf);
    }

    private static String beginningOf(InputStream body) throws IOException {
        try (body) {
            return new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
        }
    }

    private interface TextOf<T> {
        String read(T body) throws IOException;
    }

    private <T> HttpResponse<T> answer(HttpRequest.Builder request, Sending<T> sending, TextOf<T> text) {
        HttpRequest authorized =
                request.header("Authorization", "Bearer " + token.get()).build();
        try {
            HttpResponse<T> response = sending.answer(http, authorized);
            if (response.statusCode() >= 300) {
                JsonNode body = parse(text.read(response.body()));
                throw UnitException.refused(
                        response.statusCode(), body.path("code").asText(), describe(response.statusCode(), body));
            }
            return response;
        } catch (LimitedText.TooLarge e) {
            throw strange();
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Ending.INTERRUPTED, "Interrupted");
        }
    }

    /** What a connection that broke off is for the user. */
    public UnitException broken(IOException failure) {
        return ConnectionFailure.of(unitUrl, failure);
    }

    /** What an answer is that no unit gives. */
    UnitException strange() {
        return UnitException.strange(unitUrl);
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
}
