package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.unit.FakeUnit;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands that talk to a unit print and exit with. */
@Timeout(60)
class CommandsTest {

    private static final String READY = "{\"status\":\"ready\"}";

    private static final String FAILED =
            "{\"status\":\"import failed\",\"started_at\":\"2026-01-02T03:04:05.678Z\",\"progress\":\"7%\","
                    + "\"importation_name\":\"s\",\"message\":{\"code\":\"PR409-OD-0003\","
                    + "\"message\":{\"lang\":\"en\",\"value\":\"The entity already exists.\"}}}";

    private static final String COMPLETED = "{\"import_id\":\"r1\",\"state\":\"Completed\",\"percent\":100}";

    private static final String FAILED_RUN = "{\"import_id\":\"r1\",\"state\":\"Failed\",\"percent\":7,\"error\":{"
            + "\"error\":{\"code\":\"PR409-OD-0003\",\"message\":{\"value\":\"The entity already exists.\"}},"
            + "\"entry\":\"10_odata/00_accounts.pjson\",\"line\":2}}";

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit();
    }

    @Test
    void statusPrintsOneLine() {
        unit.answers(200, FakeUnit.PATH_BASED).answers(200, READY);

        assertThat(execute("status", "--cell", "a")).isEqualTo(new Execution(0, line("ready"), ""));
    }

    @Test
    void statusOfAFailedImportExitsWithOneAndPrintsTheError() {
        unit.answers(200, FakeUnit.PATH_BASED).answers(200, FAILED).answers(200, "{\"runs\":[" + FAILED_RUN + "]}");

        assertThat(execute("status", "--cell", "a"))
                .isEqualTo(new Execution(
                        1,
                        line("import failed: s, 7%, since 2026-01-02T03:04:05.678Z"),
                        line("PR409-OD-0003 The entity already exists. (10_odata/00_accounts.pjson, line 2)")));
    }

    @Test
    void statusWatchesOnlyAnActiveImport() {
        unit.answers(200, FakeUnit.PATH_BASED).answers(200, FAILED).answers(200, "{\"runs\":[]}");

        assertThat(execute("status", "--cell", "a", "--watch").exitCode()).isEqualTo(1);

        assertThat(unit.requests()).containsExactly("GET /", "GET /a/__import", "GET /a/__import/runs?limit=50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "{\"hello\":\"world\"}", "", "[]"})
    void aServerThatIsNoUnitIsRefused(String answer) {
        unit.answers(200, FakeUnit.PATH_BASED).answers(200, answer);

        assertThat(execute("status", "--cell", "a"))
                .isEqualTo(new Execution(3, "", line("What answers at " + unit.url() + " is no unit")));
    }

    @Test
    void aSuccessfulImportIsConfirmed() throws IOException {
        unit.answers(200, FakeUnit.PATH_BASED)
                .answers(200, READY)
                .answers(CommandsTest::store)
                .answers(request -> request.body().onSuccess(body -> {
                    unit.note(body.toString());
                    accept(request);
                }))
                .answers(200, COMPLETED);
        Path file = Files.write(directory.resolve("snap.zip"), new byte[1_000]);

        Execution imported = execute("import", file.toString(), "--cell", "a");

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).isEqualTo(line("Imported snap into cell a"));
        assertThat(imported.err()).contains("Upload  100%", "Import  100%");
        assertThat(unit.requests())
                .containsExactly(
                        "GET /",
                        "GET /a/__import",
                        "PUT /a/__snapshot/snap.zip",
                        "POST /a/__import",
                        "{\"Name\":\"snap\"}",
                        "GET /a/__import/runs/r1");
    }

    @Test
    void anImportThatFailsExitsWithOne() throws IOException {
        unit.answers(200, FakeUnit.PATH_BASED)
                .answers(200, READY)
                .answers(CommandsTest::store)
                .answers(CommandsTest::accept)
                .answers(200, FAILED_RUN);
        Path file = Files.write(directory.resolve("snap.zip"), new byte[1_000]);

        Execution failed = execute("import", file.toString(), "--cell", "a", "--name", "other");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("Import    7%")
                .endsWith(line("PR409-OD-0003 The entity already exists. (10_odata/00_accounts.pjson, line 2)"));
        assertThat(unit.requests()).contains("PUT /a/__snapshot/other.zip");
    }

    @Test
    void nothingIsUploadedToAMissingCell() throws IOException {
        unit.answers(200, FakeUnit.PATH_BASED).refuses(404, "PR404-DV-0003", "Cell not found.");
        Path file = Files.write(directory.resolve("snap.zip"), new byte[1_000]);

        assertThat(execute("import", file.toString(), "--cell", "a"))
                .isEqualTo(new Execution(5, "", line("PR404-DV-0003 Cell not found.")));
        assertThat(unit.requests()).containsExactly("GET /", "GET /a/__import");
    }

    @Test
    void cellsAreCreatedListedAndDeleted() {
        unit.answers(201, "{\"d\":{\"results\":{\"Name\":\"a\"}}}")
                .answers(200, "{\"d\":{\"results\":[{\"Name\":\"a\"},{\"Name\":\"b\"}]}}")
                .answers(204, "");

        assertThat(execute("cell", "create", "a")).isEqualTo(new Execution(0, line("Created cell a"), ""));
        assertThat(execute("cell", "list")).isEqualTo(new Execution(0, line("a") + line("b"), ""));
        assertThat(execute("cell", "delete", "a")).isEqualTo(new Execution(0, line("Deleted cell a"), ""));
        assertThat(unit.requests()).containsExactly("POST /__ctl/Cell", "GET /__ctl/Cell", "DELETE /__ctl/Cell('a')");
    }

    @Test
    void aNameThatIsTooLongForAHostIsRefusedWithTheRuleOfHosts() {
        unit.refuses(400, "PR400-OD-0006", "Name is malformed.");

        assertThat(execute("cell", "create", "a".repeat(64)).err())
                .isEqualTo(line("PR400-OD-0006 Name is malformed. A cell's name has 1 to 63 of a-z 0-9 - and neither"
                        + " begins nor ends with -"));
    }

    @Test
    void anyOtherRefusalIsPrintedUnchanged() {
        unit.refuses(409, "PR409-OD-0003", "The entity already exists.");

        assertThat(execute("cell", "create", "a"))
                .isEqualTo(new Execution(6, "", line("PR409-OD-0003 The entity already exists.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "a\nb", "töken", "a=b"})
    void aMalformedTokenIsBadUsageAndIsNotPrinted(String token) {
        Execution refused = Execution.of("cell", "list", "--url", unit.url().toString(), "--token", token);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("--token must be one word of ");
        if (!token.isBlank()) {
            assertThat(refused.err()).doesNotContain(token);
        }
        assertThat(unit.requests()).isEmpty();
    }

    private static void accept(HttpServerRequest start) {
        start.response()
                .setStatusCode(202)
                .putHeader("Link", "<http://x/a/__import/runs/r1>; rel=\"monitor\"")
                .end();
    }

    private static void store(HttpServerRequest upload) {
        upload.response().writeContinue();
        upload.body().onSuccess(body -> upload.response().setStatusCode(201).end());
    }

    private Execution execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", unit.url().toString(), "--token", "t0ken"));
        return Execution.of(all.toArray(String[]::new));
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }
}
