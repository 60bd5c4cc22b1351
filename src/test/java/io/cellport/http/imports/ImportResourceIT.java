package io.cellport.http.imports;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportResourceIT {

    private static final String READY = "{\"status\":\"ready\"}";

    private static final HeldImports imports = new HeldImports();

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(new WatchedFiles(imports).wrap(data));
        unit.createCell("cell1");
        unit.createCell("cell2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cell1/__import", "cell1/__import/", "cell1/__import?x=1"})
    void aCellWithoutImportIsReady(String path) {
        HttpResponse<String> answer =
                unit.send(unit.request(path).header("Accept", "text/html").header("If-None-Match", "*"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(READY);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Content-Length")).isEqualTo("18");
        assertThat(header(answer, "X-Personium-Version")).isEqualTo("1.8.4");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void headIsGetWithoutTheBody() {
        HttpResponse<String> answer = unit.send(unit.request("cell1/__import").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Content-Length")).isEqualTo("18");
    }

    @Test
    void aCellsTokenIsGoodForItsCellOnly() {
        String token = unit.tokens.cellToken("cell1", Duration.ofMinutes(1));

        assertThat(unit.send(unit.anonymous("cell1/__import").header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> elsewhere =
                unit.send(unit.anonymous("cell2/__import").header("Authorization", "Bearer " + token));
        assertThat(elsewhere.statusCode()).isEqualTo(401);
        assertThat(code(elsewhere)).isEqualTo("PR401-AU-0006");
        assertThat(header(elsewhere, "WWW-Authenticate")).isEqualTo("Bearer realm=\"" + unit.url() + "cell2/\"");
    }

    @Test
    void anUnknownCellIsToldBeforeAnythingElse() {
        HttpResponse<String> answer =
                unit.send(unit.anonymous("nocell/__import").DELETE());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"code\":\"PR404-DV-0003\",\"message\":{\"lang\":\"en\",\"value\":\"Cell not found.\"}}");
        assertThat(code(unit.send(unit.anonymous("a%2Fb/__import")))).isEqualTo("PR404-DV-0003");
        assertThat(code(unit.send(unit.anonymous("nocell//__import")))).isEqualTo("PR404-DV-0003");
    }

    @Test
    void pathsThatAreNearlyRightAreNotFound() {
        assertThat(code(unit.send(unit.anonymous("cell1//__import")))).isEqualTo("PR404-MC-0001");
        assertThat(code(unit.send(unit.anonymous("cell1/__import/x")))).isEqualTo("PR404-MC-0001");
        HttpResponse<String> box = unit.send(unit.anonymous("cell1/__Import"));
        assertThat(code(box)).isEqualTo("PR404-DV-0002");
        assertThat(text(box)).isEqualTo("Box not found at [" + unit.url() + "cell1/__Import].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "PROPFIND", "FOO"})
    void otherMethodsAreNotAllowedWhoeverAsks(String method) {
        HttpResponse<String> answer =
                unit.send(unit.anonymous("cell1/__import").method(method, BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(code(answer)).isEqualTo("PR405-MC-0001");
        assertThat(header(answer, "Allow")).isEqualTo("OPTIONS, GET, POST, DELETE");
    }

    @Test
    void optionsWithoutACredentialKnowsNoCells() {
        HttpResponse<String> answer = unit.send(unit.anonymous("nocell/x")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://app.example")
                .header("Access-Control-Request-Headers", "authorization, depth"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Allow"))
                .isEqualTo("OPTIONS, GET, POST, PUT, DELETE, HEAD, MERGE, MKCOL, MOVE, PROPFIND, PROPPATCH, ACL")
                .isEqualTo(header(answer, "Access-Control-Allow-Methods"));
        assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("authorization, depth");
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
    }

    @Test
    void optionsWithACredentialListsTheMethodsOfTheResource() {
        HttpResponse<String> answer =
                unit.send(unit.request("cell1/__import").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Allow"))
                .isEqualTo("OPTIONS, GET, POST, DELETE")
                .isEqualTo(header(answer, "Access-Control-Allow-Methods"));
        assertThat(unit.send(unit.anonymous("cell1/__import")
                                .header("Authorization", "Bearer x")
                                .method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBadRequestKeyIsRefusedWithAllCommonHeaders() {
        HttpResponse<String> answer = unit.send(unit.request("cell1/__import").header("X-Personium-RequestKey", "a!"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("Request header is invalid [X-Personium-RequestKey].");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "X-Personium-Version")).isEqualTo("1.8.4");
    }

    @Test
    void methodAndHeadersCanBeOverridden() {
        assertThat(unit.send(unit.anonymous("cell1/__import")
                                .header("X-HTTP-Method-Override", "GET")
                                .header("X-Override", "Authorization: Bearer " + unit.unitToken())
                                .POST(BodyPublishers.noBody()))
                        .body())
                .isEqualTo(READY);
        assertThat(unit.send(unit.request("cell1/__import")
                                .header("X-HTTP-Method-Override", "get")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(unit.send(unit.request("cell1/__import").header("X-HTTP-Method-Override", "DELETE"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theBodyOfAPostIsCheckedAfterTheCredential() {
        HttpResponse<String> anonymous =
                unit.send(unit.anonymous("cell1/__import").POST(BodyPublishers.ofString("no json")));
        assertThat(code(anonymous)).isEqualTo("PR401-AU-0001");

        HttpResponse<String> noJson = unit.post("cell1/__import", "no json");
        assertThat(noJson.statusCode()).isEqualTo(400);
        assertThat(text(noJson)).isEqualTo("JSON parse error. [no json].");
        assertThat(text(unit.post("cell1/__import", ""))).isEqualTo("JSON parse error. [].");
        assertThat(code(unit.post("cell1/__import", "{\"Name\":\"x\",\"Fill\":\"" + "x".repeat(70_000) + "\"}")))
                .isEqualTo("PR413-DV-0001");
    }

    @Test
    void aSnapshotThatIsNotThereIsNamed() {
        HttpResponse<String> answer = unit.post("cell1/__import", "{\"Name\":\"nope\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).isEqualTo("Resource not found. [nope.zip].");
    }

    @Test
    void anImportIsAcceptedSeenRunningAndEndsReady(@TempDir Path directory) throws IOException {
        Path large = SnapshotBuilder.snapshot().box("box").userData(1_000, 200).writeTo(directory.resolve("large.zip"));
        assertThat(unit.send(unit.request("cell2/__snapshot/large.zip").PUT(BodyPublishers.ofFile(large)))
                        .statusCode())
                .isEqualTo(201);
        imports.hold();

        HttpResponse<String> accepted = unit.send(unit.request("cell2/__import")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{\"Name\":\"large\"}")));
        HttpResponse<String> running = unit.send(unit.request("cell2/__import"));
        HttpResponse<String> second = unit.send(unit.request("cell2/__import").POST(BodyPublishers.noBody()));
        HttpResponse<String> write =
                unit.send(unit.request("cell2/__snapshot/other.zip").PUT(BodyPublishers.ofString("x")));
        HttpResponse<String> deletion =
                unit.send(unit.request("__ctl/Cell('cell2')").DELETE());
        HttpResponse<String> stranger =
                unit.send(unit.anonymous("cell2/__import").POST(BodyPublishers.noBody()));
        imports.letGo();

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(header(accepted, "Location")).isEqualTo(unit.url() + "cell2/__import");
        assertThat(header(accepted, "Content-Length")).isEqualTo("0");
        assertThat(header(accepted, "Content-Type")).isEmpty();
        assertThat(running.body())
                .matches("\\{\"status\":\"importation in progress\",\"started_at\":\"[-0-9T:.]+Z\","
                        + "\"progress\":\"\\d\\d?%\",\"importation_name\":\"large\"}");
        assertThat(stranger.statusCode()).isEqualTo(401);
        for (HttpResponse<String> refused : List.of(second, write, deletion)) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(text(refused))
                    .isEqualTo("Because [cell import] is being executed, writing to cell can not be done.");
        }
        await().until(() -> unit.send(unit.request("cell2/__import")).body(), READY::equals);
        unit.deleteCell("cell2");
    }
}
