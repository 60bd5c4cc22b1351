package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPipelineTest {

    @TempDir
    static Path data;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
        unit.createCell("cell1");
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cell1/__import", "cell1/__snapshot/a.zip", "__ctl/Cell", ""})
    void anAcceptHeaderThatCannotBeReadIsNotAcceptable(String path) {
        HttpResponse<String> answer = unit.send(unit.anonymous(path).header("Accept", "garbage"));

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(code(answer)).isEqualTo("PR406-CM-0001");
        assertThat(text(answer)).isEqualTo("Requested media type [garbage] is not acceptable.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, nocell/__import, PR404-DV-0003",
        "GET, cell1/__import/x, PR404-MC-0001",
        "PUT, cell1/__import, PR405-MC-0001"
    })
    void whatIsNotThereIsToldFirst(String method, String path, String code) {
        assertThat(code(unit.send(
                        unit.request(path).header("Accept", "garbage").method(method, BodyPublishers.noBody()))))
                .isEqualTo(code);
    }

    @Test
    void anyMediaTypeThatCanBeReadGetsJson() {
        HttpResponse<String> answer =
                unit.send(unit.request("cell1/__import").header("Accept", "image/png, text/html;q=0.3"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void anAcceptHeaderBeyondAsciiIsABadRequestForWhateverPath() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send("GET /nocell/__import HTTP/1.1\r\nHost: x\r\nAccept: text/\u00e9\r\n\r\n");
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 400 ");
            int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
            assertThat(client.body(length))
                    .contains("PR400-OD-0041", "Request header Accept value is invalid [text/\u00e9].");
        }
    }

    @Test
    void anOverridingRequestKeyIsHeldToTheRulesToo() {
        HttpResponse<String> refused =
                unit.send(unit.request("cell1/__import").header("X-Override", "X-Personium-RequestKey: not/good"));
        assertThat(code(refused)).isEqualTo("PR400-EV-0002");

        HttpResponse<String> accepted =
                unit.send(unit.request("cell1/__import").header("X-Override", "X-Personium-RequestKey: good_1"));
        assertThat(accepted.statusCode()).isEqualTo(200);
    }

    @Test
    void optionsTellsTheMethodsOfAResourceToWhoMayUseThem() {
        assertThat(allowed("cell1/__import")).isEqualTo("OPTIONS, GET, POST, DELETE");
        assertThat(allowed("cell1/__snapshot")).isEqualTo("OPTIONS, PROPFIND");
        assertThat(options("cell1/__import", "Bearer x").statusCode()).isEqualTo(401);
    }

    @Test
    void optionsOfAFileThatIsNotThereIsNotFoundButOnlyForWhoMayKnow() {
        HttpResponse<String> missing = options("cell1/__snapshot/no.zip", "Bearer " + unit.unitToken());
        assertThat(code(missing)).isEqualTo("PR404-DV-0001");
        assertThat(code(options("cell1/__snapshot/no.zip", "Bearer x"))).isEqualTo("PR401-AU-0006");

        unit.send(unit.request("cell1/__snapshot/yes.zip").PUT(BodyPublishers.ofString("x")));
        assertThat(allowed("cell1/__snapshot/yes.zip")).isEqualTo("OPTIONS, GET, PUT, DELETE, PROPFIND");
    }

    private static String allowed(String path) {
        HttpResponse<String> answer = options(path, "Bearer " + unit.unitToken());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo(header(answer, "Allow"));
        return header(answer, "Allow");
    }

    private static HttpResponse<String> options(String path, String authorization) {
        return unit.send(
                unit.anonymous(path).header("Authorization", authorization).method("OPTIONS", BodyPublishers.noBody()));
    }

    @Nested
    class OnADiskThatIsAlmostFull {

        @TempDir
        Path fullData;

        @Test
        void onlyReadingDeletingAndLoggingInAreLeft() throws IOException {
            try (TestUnit full = new TestUnit(config(fullData).readDeleteOnly().build())) {
                assertProhibited(full, "POST", "__ctl/Cell");
                assertProhibited(full, "POST", "nocell/__import");
                assertProhibited(full, "PUT", "nocell/__snapshot/a.zip");
                assertProhibited(full, "POST", "nocell/x/__token");
                for (String method : List.of("GET", "DELETE", "PROPFIND", "REPORT", "OPTIONS", "HEAD")) {
                    assertThat(status(full, method, "nocell/__import"))
                            .as(method)
                            .isEqualTo(404);
                }
                assertThat(status(full, "POST", "nocell/__token")).isEqualTo(404);
                assertThat(status(full, "POST", "nocell/__authz")).isEqualTo(404);
            }
        }

        private static void assertProhibited(TestUnit full, String method, String path) {
            HttpResponse<String> answer = full.send(full.request(path).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(code(answer)).isEqualTo("PR503-SV-0005");
            assertThat(text(answer)).isEqualTo("Operation is prohibited as one or more disks are almost full.");
        }

        private static int status(TestUnit full, String method, String path) {
            return full.send(full.request(path).method(method, BodyPublishers.noBody()))
                    .statusCode();
        }
    }
}
