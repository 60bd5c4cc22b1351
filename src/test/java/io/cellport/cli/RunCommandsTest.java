package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.cellport.cli.unit.FakeUnit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cancelling, records and snapshot files look like on the command line. */
@Timeout(60)
class RunCommandsTest {

    private static final String FAILED = "{\"import_id\":\"r2\",\"state\":\"Failed\",\"validate_only\":true,"
            + "\"snapshot\":\"s\",\"accepted_at\":\"2026-01-02T03:04:05.678Z\",\"percent\":7,\"eta\":null,"
            + "\"error\":{\"error\":{\"code\":\"PR400-CM-0004\",\"message\":{\"value\":\"JSON parse error.\"}},"
            + "\"entry\":\"a\\u001bb\",\"line\":3}}";

    private static final String COMPLETED = "{\"import_id\":\"r1\",\"state\":\"Completed\",\"validate_only\":false,"
            + "\"snapshot\":\"s\",\"accepted_at\":\"2026-01-01T03:04:05.678Z\",\"percent\":100,\"error\":null}";

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit().answers(200, FakeUnit.PATH_BASED);
    }

    @Test
    void theActiveImportIsCancelled() {
        unit.answers(202, "");

        assertThat(execute("cancel")).isEqualTo(new Execution(0, line("Cancelled the import into cell a"), ""));
        assertThat(unit.requests()).containsExactly("GET /", "DELETE /a/__import");
    }

    @Test
    void ifNoImportIsActiveTheExportIsCancelled() {
        unit.refuses(404, "PR404-CM-0001", "No import into this cell is active.")
                .answers(202, "");

        assertThat(execute("cancel")).isEqualTo(new Execution(0, line("Cancelled the export of cell a"), ""));
        assertThat(unit.requests()).containsExactly("GET /", "DELETE /a/__import", "DELETE /a/__export");
    }

    @Test
    void ifNothingIsActiveThereIsNothingToCancel() {
        unit.refuses(404, "PR404-CM-0001", "No import into this cell is active.")
                .refuses(404, "PR404-CM-0003", "No export of this cell is active.");

        assertThat(execute("cancel"))
                .isEqualTo(new Execution(5, "", line("PR404-CM-0001 No import into this cell is active.")));
    }

    @Test
    void recordsAreLinesOrLinesOfJson() {
        String runs = "{\"runs\":[" + FAILED + "," + COMPLETED + "]}";
        unit.answers(200, runs).answers(200, FakeUnit.PATH_BASED).answers(200, runs);

        assertThat(execute("runs").out())
                .isEqualTo(line("r2  2026-01-02T03:04:05.678Z  Failed        7%  s  dry run"
                                + "  PR400-CM-0004 JSON parse error. (a?b, line 3)")
                        + line("r1  2026-01-01T03:04:05.678Z  Completed   100%  s"));
        assertThat(execute("runs", "--json", "--limit", "2").out().lines())
                .hasSize(2)
                .last()
                .isEqualTo(COMPLETED);
        assertThat(unit.requests()).contains("GET /a/__import/runs?limit=20", "GET /a/__import/runs?limit=2");
    }

    @Test
    void oneRecordIsPrintedWithAllThatItSays() {
        unit.answers(200, FAILED);

        assertThat(execute("runs", "r2").out())
                .contains(line("snapshot             s"))
                .contains(line("error                PR400-CM-0004 JSON parse error. (a?b, line 3)"))
                .doesNotContain("eta");
        assertThat(unit.requests()).contains("GET /a/__import/runs/r2");
    }

    @Test
    void exportsHaveRecordsToo() {
        unit.answers(200, "{\"runs\":[]}");

        assertThat(execute("runs", "--exports")).isEqualTo(new Execution(0, "", ""));
        assertThat(unit.requests()).contains("GET /a/__export/runs?limit=20");
    }

    @Test
    void snapshotFilesAreListed() {
        unit.answers(207, """
                <D:multistatus xmlns:D="DAV:">
                <D:response><D:href>http://x/a/__snapshot</D:href></D:response>
                <D:response><D:href>http://x/a/__snapshot/s.zip</D:href><D:propstat><D:prop>
                <D:getcontentlength>1500</D:getcontentlength>
                <D:getlastmodified>Fri, 02 Jan 2026 03:04:05 GMT</D:getlastmodified>
                </D:prop></D:propstat></D:response></D:multistatus>
                """);

        assertThat(execute("snapshot", "ls"))
                .isEqualTo(new Execution(0, line("    1.5 kB  Fri, 02 Jan 2026 03:04:05 GMT  s.zip"), ""));
    }

    @Test
    void aSnapshotFileIsDownloaded() {
        unit.answers(request -> request.response()
                        .putHeader("Accept-Ranges", "bytes")
                        .putHeader("Content-Length", "5")
                        .putHeader("ETag", "\"1\"")
                        .end())
                .answers(request -> request.response().setStatusCode(206).end(Buffer.buffer("bytes")));
        Path target = directory.resolve("mine.zip");

        Execution got = execute("snapshot", "get", "s", "--to", target.toString(), "--quiet");

        assertThat(got).isEqualTo(new Execution(0, "", ""));
        assertThat(target).hasBinaryContent("bytes".getBytes(UTF_8));
        assertThat(unit.requests()).contains("GET /a/__snapshot/s.zip");
    }

    @Test
    void aSnapshotFileIsDeleted() {
        unit.answers(204, "");

        assertThat(execute("snapshot", "rm", "s.zip"))
                .isEqualTo(new Execution(0, line("Deleted snapshot s of cell a"), ""));
        assertThat(unit.requests()).contains("DELETE /a/__snapshot/s.zip");
    }

    @Test
    void aDryRunSaysThatNothingWasChanged() throws IOException {
        startsRun("{\"runs\":[]}").answers(200, COMPLETED);

        Execution checked = execute("import", file(), "--dry-run", "--quiet", "--json");

        assertThat(checked).isEqualTo(new Execution(0, line(COMPLETED), ""));
        assertThat(unit.requests())
                .filteredOn(request -> request.startsWith("{"))
                .singleElement(STRING)
                .contains("\"Name\":\"s\"", "\"ValidateOnly\":true");
    }

    @Test
    void aDetachedImportIsNotWaitedFor() throws IOException {
        startsRun().answers(200, COMPLETED.replace("Completed", "Accepted"));

        Execution begun = execute("import", file(), "--detach");

        assertThat(begun.exitCode()).isZero();
        assertThat(begun.out()).contains("Started import r1 of s", "runs --cell a r1");
    }

    @Test
    void aServerWithoutDryRunsIsNotAskedForOne() throws IOException {
        unit.answers(200, "{\"status\":\"ready\"}").refuses(404, "PR404-DV-0001", "Resource not found.");

        assertThat(execute("import", file(), "--dry-run"))
                .isEqualTo(new Execution(1, "", line("The server has no dry runs")));
        assertThat(unit.requests()).noneMatch(request -> request.startsWith("P"));
    }

    @Test
    void anImportAtAServerWithoutRecordsIsFollowedByTheStatusOfItsCell() throws IOException {
        startsUnrecorded("{\"status\":\"ready\"}")
                .answers(200, "{\"status\":\"ready\"}")
                .answers(200, active(7))
                .answers(200, active(60))
                .answers(200, "{\"status\":\"ready\"}");

        Execution done = execute("import", file());

        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(done.err()).contains("Import   60%", "Import  100%");
    }

    @Test
    void aFailureAtAServerWithoutRecordsIsTold() throws IOException {
        startsUnrecorded(failed("PR500-SV-0000"))
                .answers(200, failed("PR500-SV-0000"))
                .answers(200, failed("PR400-CM-0004"));

        Execution done = execute("import", file());

        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.err()).endsWith(line("PR400-CM-0004 No."));
    }

    @Test
    void whatAServerWithoutRecordsKeepsSayingIsBelievedInTheEnd() throws IOException {
        startsUnrecorded("{\"status\":\"ready\"}");
        for (int i = 0; i < 8; i++) {
            unit.answers(200, "{\"status\":\"ready\"}");
        }

        assertThat(execute("import", file()).exitCode()).isZero();
    }

    private static String active(int percent) {
        return ("{\"status\":\"importation in progress\",\"started_at\":\"2026-01-01T03:04:05.678Z\","
                        + "\"progress\":\"%d%%\",\"importation_name\":\"s\"}")
                .formatted(percent);
    }

    private static String failed(String code) {
        return ("{\"status\":\"import failed\",\"message\":{\"code\":\"%s\",\"message\":{\"lang\":\"en\","
                        + "\"value\":\"No.\"}}}")
                .formatted(code);
    }

    /** An upload and a start that are accepted by a server which keeps no records. */
    private FakeUnit startsUnrecorded(String before) {
        return unit.answers(200, before)
                .answers(upload -> {
                    upload.response().writeContinue();
                    upload.body()
                            .onSuccess(
                                    body -> upload.response().setStatusCode(201).end());
                })
                .answers(202, "");
    }

    @Test
    void aFailedImportPrintsItsRecordAndWhereItFailed() throws IOException {
        startsRun().answers(200, FAILED);

        Execution failed = execute("import", file(), "--quiet", "--json");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("\"import_id\":\"r2\"");
        assertThat(failed.err()).isEqualTo(line("PR400-CM-0004 JSON parse error. (a?b, line 3)"));
    }

    /** An upload that is accepted, and a start of run r1. */
    private FakeUnit startsRun(String... before) {
        unit.answers(200, "{\"status\":\"ready\"}");
        Stream.of(before).forEach(body -> unit.answers(200, body));
        return unit.answers(upload -> {
                    upload.response().writeContinue();
                    upload.body()
                            .onSuccess(
                                    body -> upload.response().setStatusCode(201).end());
                })
                .answers(start -> start.body().onSuccess(body -> {
                    unit.note(body.toString());
                    start.response()
                            .setStatusCode(202)
                            .putHeader("Link", "<http://x/a/__import/runs/r1>; rel=\"monitor\"")
                            .end();
                }));
    }

    private String file() throws IOException {
        return Files.write(directory.resolve("s.zip"), new byte[100]).toString();
    }

    private Execution execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--cell", "a", "--url", unit.url().toString(), "--token", "t0ken"));
        return Execution.of(all.toArray(String[]::new));
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }
}
