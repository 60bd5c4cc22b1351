package io.cellport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.BuiltJar;
import io.cellport.http.TestUnit;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of {@code docs/migrating.md}, as they are printed, against a unit and what a Personium server answered. */
class MigratingDocumentIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    private static final List<String> STEPS = MarkdownPage.of("migrating.md").blocks("bash");

    @TempDir
    Path directory;

    private final Map<String, String> variables = new HashMap<>();

    private TestUnit unit;

    private ScriptedServer personium;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Stream.of("curl", "unzip", "sha256sum").allMatch(Program::exists), "curl or unzip is not installed");
        unit = new TestUnit(directory.resolve("data"));
        personium = new ScriptedServer();
        variables.put("CELLPORT_URL", unit.url());
        variables.put("CELLPORT_TOKEN", unit.unitToken());
        variables.put("PERSONIUM_CELL", personium.url() + "alice/");
        variables.put("PERSONIUM_TOKEN", "t0ken");
    }

    @AfterEach
    void stop() {
        personium.close();
        unit.close();
    }

    @Test
    void aCellMovesFromPersoniumAndBack() throws IOException {
        byte[] snapshot = Files.readAllBytes(SMALL);
        personium
                .on("POST /alice/__export", accepted("__export"))
                .on(
                        "GET /alice/__export",
                        200,
                        "{\"started_at\":\"2026-11-24T02:01:06.560Z\",\"progress\":\"39%\","
                                + "\"exportation_name\":\"moving\",\"status\":\"exportation in progress\"}")
                .on("GET /alice/__export", 200, "{\"status\":\"ready\"}")
                .on(
                        "GET /alice/__snapshot/moving.zip",
                        request -> request.response()
                                .putHeader("Content-Type", "application/zip")
                                .end(Buffer.buffer(snapshot)))
                .on("PUT /alice/__snapshot/back.zip", 201, "")
                .on("POST /alice/__import", accepted("__import"))
                .on(
                        "GET /alice/__import",
                        200,
                        "{\"started_at\":\"2026-11-24T02:05:06.560Z\",\"progress\":\"12%\","
                                + "\"importation_name\":\"back\",\"status\":\"importation in progress\"}")
                .on("GET /alice/__import", 200, "{\"status\":\"ready\"}");
        assertThat(STEPS).hasSize(9);

        assertThat(run(STEPS.get(2))).isEmpty();
        assertThat(run(STEPS.get(3))).isEmpty();
        assertThat(directory.resolve("moving.zip")).hasBinaryContent(snapshot);
        assertThat(run(STEPS.get(4))).last().asString().endsWith("{\"status\":\"ready\"}");
        assertThat(run(STEPS.get(5)))
                .first()
                .asString()
                .contains("\"Account\":3")
                .endsWith("\"files\":25");
        List<String> digests = run(STEPS.get(6));
        assertThat(digests).hasSize(2);
        assertThat(digests.get(0))
                .isEqualTo("\"sha256\":\"%s\"".formatted(digests.get(1).split(" ", 2)[0]));
        assertThat(run(STEPS.get(8))).containsExactly("{\"status\":\"ready\"}");
        assertThat(personium.requests())
                .containsOnlyOnce("POST /alice/__export", "PUT /alice/__snapshot/back.zip", "POST /alice/__import");
    }

    @Test
    void theCommandLineDoesTheSameAlsoBesideAServiceOfItsNameInKubernetes() throws IOException {
        variables.put("CELLPORT_SERVICE_HOST", "10.0.0.1");
        variables.put("CELLPORT_PORT", "tcp://10.0.0.1:80");
        Files.copy(SMALL, directory.resolve("alice.zip"));

        assertThat(run(BuiltJar.shellFunction() + STEPS.get(1)))
                .contains("Account               3", "Nothing would stop its import.", "Created cell alice");
        Files.delete(directory.resolve("alice.zip"));
        run(BuiltJar.shellFunction() + STEPS.get(7));

        assertThat(unit.send(unit.request("alice/__import/runs")).body()).contains("\"Completed\"");
        assertThat(directory.resolve("alice.zip")).isNotEmptyFile();
    }

    @Test
    void oneCommandDoesAllOfIt() throws IOException {
        byte[] snapshot = Files.readAllBytes(SMALL);
        personium
                .on("HEAD /alice/__snapshot/*", 404, "")
                .on("HEAD /alice/__snapshot/*", zip(Buffer.buffer(snapshot)))
                .on("GET /alice/__snapshot/*", 404, "")
                .on("GET /alice/__snapshot/*", zip(Buffer.buffer(snapshot)))
                .on("GET /alice/__export", 200, "{\"status\":\"ready\"}")
                .on("POST /alice/__export", accepted("__export"));

        assertThat(run(BuiltJar.shellFunction() + STEPS.get(0)))
                .last()
                .asString()
                .startsWith("Moved " + personium.url() + "alice/ into cell alice: ");

        assertThat(unit.send(unit.request("alice/__import/runs")).body()).contains("\"Completed\"");
        assertThat(personium.headers("POST /alice/__export", "Authorization")).containsExactly("Bearer t0ken");
    }

    private static Handler<HttpServerRequest> zip(Buffer content) {
        return request -> {
            request.response()
                    .putHeader("Content-Type", "application/zip")
                    .putHeader("Content-Length", Integer.toString(content.length()));
            if (request.method().equals(HttpMethod.HEAD)) {
                request.response().end();
            } else {
                request.response().end(content);
            }
        };
    }

    private Handler<HttpServerRequest> accepted(String resource) {
        return request -> request.response()
                .setStatusCode(202)
                .putHeader("Location", personium.url() + "alice/" + resource)
                .end();
    }

    private List<String> run(String step) {
        Program program = Program.run(directory, variables, List.of("bash", "-eu", "-c", step));
        assertThat(program.exitCode()).as(step + program.err()).isZero();
        return program.lines();
    }
}
