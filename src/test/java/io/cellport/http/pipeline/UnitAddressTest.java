package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.TestUnit;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A unit that has a URL of its own, reached at its port on this machine under whatever name the test says. */
class UnitAddressTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    @TempDir
    Path data;

    private TestUnit unit;

    private WebClient client;

    @AfterEach
    void stop() {
        unit.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://unit.test:9000/, unit.test, 9000",
        "http://unit.test:9000/, UNIT.test, 9000",
        "http://unit.test/, unit.test, 80",
        "http://unit.test:80/, unit.test, 80",
        "https://unit.test/, unit.test, 443",
        "https://unit.test:443/, unit.test, 80"
    })
    void cellsAreBelowTheUnitsOwnAddress(String url, String host, int port) throws IOException {
        start(url, true, LOOPBACK);
        createCell(host, port);

        HttpResponse<Buffer> status = send(HttpMethod.GET, host, port, "/cell1/__import", Map.of());
        assertThat(status.bodyAsString()).isEqualTo("{\"status\":\"ready\"}");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 9000", "unit.test, 9001", "unit.test, 80", "cell1.unit.test, 9000"})
    void noOtherAddressIsTheUnits(String host, int port) throws IOException {
        start("http://unit.test:9000/", true, LOOPBACK);
        String asked = port == 80 ? host : host + ":" + port;

        for (String path : List.of("/", "/__ctl/Cell", "/cell1/__import")) {
            assertRefused(
                    send(HttpMethod.GET, host, port, path, Map.of()),
                    400,
                    "PR400-CM-0005",
                    "Invalid URL authority [" + asked
                            + "]. This unit is configured for URL authority [unit.test:9000]");
        }
    }

    @Test
    void aTrustedProxyTellsTheAddressThatItsClientUsed() throws IOException {
        start("https://unit.test/", true, LOOPBACK);
        createCell("unit.test", 443);
        Map<String, String> headers = Map.of(
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "unit.test:443",
                "X-Forwarded-Path", "/cell1/__snapshot?x=y");

        HttpResponse<Buffer> answer = send(HttpMethod.OPTIONS, "backend", 8080, "/elsewhere", headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Allow")).isEqualTo("OPTIONS, PROPFIND");
    }

    @Test
    void aForwardedHostWithoutAPortLeavesThePortAsItIs() throws IOException {
        start("http://unit.test:9000/", true, LOOPBACK);

        HttpResponse<Buffer> wrong =
                send(HttpMethod.GET, "backend", 8080, "/", Map.of("X-Forwarded-Host", "unit.test"));
        assertThat(wrong.bodyAsString()).contains("PR400-CM-0005", "[unit.test:8080]");
        assertThat(send(HttpMethod.GET, "backend", 9000, "/", Map.of("X-Forwarded-Host", "unit.test"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noOverridingHeaderChangesWhereARequestGoes() throws IOException {
        start("http://unit.test:9000/", true, LOOPBACK);
        createCell("unit.test", 9000);

        for (String override :
                List.of("X-Forwarded-Path: /cell1/__import", "x-forwarded-host: other.test", "Host: other.test:9000")) {
            HttpResponse<Buffer> answer =
                    send(HttpMethod.GET, "unit.test", 9000, "/__ctl/Cell", Map.of("X-Override", override));
            assertThat(answer.statusCode()).as(override).isEqualTo(200);
            assertThat(answer.bodyAsString()).contains("\"Name\":\"cell1\"");
        }
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        start("http://unit.test:9000/", true, List.of("10.1.2.3"));

        Map<String, String> headers = Map.of("X-Forwarded-Host", "other.test", "X-Forwarded-Path", "/x/y/z");
        assertThat(send(HttpMethod.GET, "unit.test", 9000, "/", headers).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyCellHasItsHostIfTheUnitSaysSo() throws IOException {
        start("https://unit.test/", false, LOOPBACK);
        createCell("unit.test", 443);

        JsonObject metadata = send(HttpMethod.GET, "unit.test", 443, "/", Map.of())
                .bodyAsJsonObject()
                .getJsonObject("unit");
        assertThat(metadata.getBoolean("path_based_cellurl_enabled")).isFalse();
        assertThat(metadata.getString("url")).isEqualTo("https://unit.test/");
        assertThat(send(HttpMethod.GET, "cell1.unit.test", 443, "/__import", Map.of())
                        .bodyAsString())
                .isEqualTo("{\"status\":\"ready\"}");
        assertThat(send(HttpMethod.GET, "CELL1.unit.test", 443, "/__import/", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thenACellIsCalledLikeAHost() throws IOException {
        start("https://unit.test/", false, LOOPBACK);

        for (String name : List.of("a".repeat(64), "a-")) {
            HttpResponse<Buffer> answer = await(request(HttpMethod.POST, "unit.test", 443, "/__ctl/Cell")
                    .bearerTokenAuthentication(unit.unitToken())
                    .sendJsonObject(new JsonObject().put("Name", name)));
            assertRefused(answer, 400, "PR400-OD-0006", "[Name] field format error.");
        }
    }

    @Test
    void challengesAndTokensNameTheCellsHost() throws IOException {
        start("https://unit.test/", false, LOOPBACK);
        createCell("unit.test", 443);

        HttpResponse<Buffer> challenge = await(
                request(HttpMethod.GET, "cell1.unit.test", 443, "/__import").send());
        assertThat(challenge.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"https://cell1.unit.test/\"");
        HttpResponse<Buffer> missing = send(HttpMethod.GET, "cell1.unit.test", 443, "/__snapshot/a.zip", Map.of());
        assertThat(missing.bodyAsString()).contains("https://cell1.unit.test/__snapshot/a.zip");

        String token = unit.tokens.cellToken("cell1", Duration.ofMinutes(1));
        assertThat(await(request(HttpMethod.GET, "cell1.unit.test", 443, "/__import")
                                .bearerTokenAuthentication(token)
                                .send())
                        .statusCode())
                .isEqualTo(200);
        assertThat(await(request(HttpMethod.GET, "unit.test", 443, "/__ctl/Cell")
                                .bearerTokenAuthentication(token)
                                .send())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cell1/__import", "/cell1", "/nocell/__import"})
    void thenNoCellIsBelowTheUnit(String path) throws IOException {
        start("https://unit.test/", false, LOOPBACK);

        assertRefused(
                send(HttpMethod.GET, "unit.test", 443, path, Map.of()),
                400,
                "PR400-MC-0002",
                "Path based CellUrl access is not allowed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.test", "a.b.unit.test", "xunit.test", "test"})
    void thenNoOtherHostIsTheUnits(String host) throws IOException {
        start("https://unit.test/", false, LOOPBACK);

        assertRefused(
                send(HttpMethod.GET, host, 443, "/__import", Map.of()),
                400,
                "PR400-CM-0005",
                "Invalid URL authority [" + host
                        + ":443]. This unit is configured for URL authority [unit.test, *.unit.test]");
        assertRefused(
                send(HttpMethod.GET, "nocell.unit.test", 443, "/__import", Map.of()),
                404,
                "PR404-DV-0003",
                "Cell not found.");
    }

    private void start(String url, boolean pathBased, List<String> proxies) throws IOException {
        unit = new TestUnit(config(data)
                .trustedProxies(proxies)
                .url(url)
                .pathBased(pathBased)
                .build());
        client = WebClient.create(unit.vertx);
    }

    private void createCell(String host, int port) {
        HttpResponse<Buffer> created = await(request(HttpMethod.POST, host, port, "/__ctl/Cell")
                .bearerTokenAuthentication(unit.unitToken())
                .sendJsonObject(new JsonObject().put("Name", "cell1")));
        assertThat(created.statusCode()).as(created.bodyAsString()).isEqualTo(201);
    }

    private HttpResponse<Buffer> send(
            HttpMethod method, String host, int port, String path, Map<String, String> headers) {
        return await(request(method, host, port, path)
                .bearerTokenAuthentication(unit.unitToken())
                .putHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers))
                .send());
    }

    private HttpRequest<Buffer> request(HttpMethod method, String host, int port, String path) {
        return client.request(method, SocketAddress.inetSocketAddress(unit.port(), "127.0.0.1"), port, host, path);
    }

    private static void assertRefused(HttpResponse<Buffer> answer, int status, String code, String text) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("code", code)
                        .put("message", new JsonObject().put("lang", "en").put("value", text)));
    }
}
