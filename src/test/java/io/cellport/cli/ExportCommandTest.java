package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.unit.FakeUnit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cellport export} asks for, writes, prints and exits with. */
@Timeout(60)
class ExportCommandTest {

    private static final byte[] SNAPSHOT = "these bytes stand for a snapshot".getBytes(UTF_8);

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    private final List<String> ranges = new ArrayList<>();

    @BeforeEach
    void start() {
        unit = new FakeUnit();
        unit.answers(200, FakeUnit.PATH_BASED)
                .answers(request -> request.response()
                        .setStatusCode(202)
                        .putHeader("Link", "<http://elsewhere/a/__export/runs/r1>; rel=\"monitor\"")
                        .end());
    }

    @Test
    void theSnapshotIsDownloadedAndChecked() throws Exception {
        unit.answers(200, record("Exporting", 40, "")).answers(200, record("Completed", 100, digest()));
        unit.answers(request -> send(request, SNAPSHOT.length));

        Execution execution = execute("--name", "snap");

        assertThat(execution.exitCode()).isZero();
        assertThat(directory.resolve("out.zip")).hasBinaryContent(SNAPSHOT);
        assertThat(unit.requests())
                .containsExactly(
                        "GET /",
                        "POST /a/__export",
                        "GET /a/__export/runs/r1",
                        "GET /a/__export/runs/r1",
                        "GET /a/__snapshot/snap.zip");
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItWas() throws Exception {
        unit.answers(200, record("Completed", 100, digest()));
        unit.answers(request -> breakOff(request, 10));
        unit.answers(request -> send(request, SNAPSHOT.length - 10));

        assertThat(execute().exitCode()).isZero();

        assertThat(directory.resolve("out.zip")).hasBinaryContent(SNAPSHOT);
        assertThat(ranges).containsExactly("bytes=0-", "bytes=10-");
    }

    @Test
    void otherBytesThanThoseOfTheServerLeaveNoFile() throws IOException {
        unit.answers(200, record("Completed", 100, "00".repeat(32)));
        unit.answers(request -> send(request, SNAPSHOT.length));

        Execution execution = execute();

        assertThat(execution.exitCode()).isOne();
        assertThat(execution.err()).contains("its digest differs");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFailedExportExitsWithOneAndPrintsTheError() throws IOException {
        JsonObject failed = new JsonObject(record("Failed", 40, ""))
                .put(
                        "error",
                        new JsonObject()
                                .put("code", "PR500-MC-0006")
                                .put("message", new JsonObject().put("value", "It was interrupted.")));
        unit.answers(200, failed.encode());

        Execution execution = execute();

        assertThat(execution.exitCode()).isOne();
        assertThat(execution.err()).contains("PR500-MC-0006 It was interrupted.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws IOException {
        Files.writeString(directory.resolve("out.zip"), "precious");

        assertThat(execute().exitCode()).isEqualTo(2);

        assertThat(directory.resolve("out.zip")).hasContent("precious");
        assertThat(unit.requests()).isEmpty();
    }

    private static String record(String state, int percent, String sha256) {
        return new JsonObject()
                .put("state", state)
                .put("percent", percent)
                .put("name", "snap")
                .put("size", SNAPSHOT.length)
                .put("sha256", sha256)
                .encode();
    }

    private static String digest() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SNAPSHOT));
    }

    private void send(HttpServerRequest request, int count) {
        ranges.add(request.getHeader("Range"));
        request.response()
                .setStatusCode(206)
                .end(Buffer.buffer().appendBytes(SNAPSHOT, SNAPSHOT.length - count, count));
    }

    private void breakOff(HttpServerRequest request, int count) {
        ranges.add(request.getHeader("Range"));
        request.response()
                .setStatusCode(206)
                .putHeader("Content-Length", Integer.toString(SNAPSHOT.length))
                .write(Buffer.buffer().appendBytes(SNAPSHOT, 0, count))
                .onComplete(written -> request.connection().close());
    }

    private Execution execute(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                "--cell",
                "a",
                "--to",
                directory.resolve("out.zip").toString(),
                "--url",
                unit.url().toString(),
                "--token",
                "t0ken"));
        arguments.addAll(List.of(more));
        return Execution.of(arguments.toArray(String[]::new));
    }
}
