package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.Together;
import io.cellport.http.TestUnit;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.WatchedFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job as a polling client lives through it: upload, start, poll until it is done. */
class ImportOverHttpIT {

    private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final HeldImports imports = new HeldImports();

    @AutoClose
    private TestUnit unit;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(new WatchedFiles(imports).wrap(data));
        unit.createCell("cell1");
    }

    @AfterEach
    void letImportsEnd() {
        imports.letGo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium"})
    void aRealSnapshotIsImportedAndItsRecordCountsWhatIsInIt(String name) throws IOException {
        upload(name, SNAPSHOTS.resolve(name + ".zip"));

        HttpResponse<String> accepted = start(name);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        assertThat(TestUnit.header(accepted, "location")).isEqualTo(unit.url() + "cell1/__import");
        assertThat(pollToTheEnd().getLast()).isEqualTo("{\"status\":\"ready\"}");
        JsonObject run =
                new JsonObject(unit.send(unit.request(recordOf(accepted))).body());
        assertThat(run.getString("state")).isEqualTo("Completed");
        assertThat(run.getInteger("percent")).isEqualTo(100);
        assertThat(run.getLong("entries_done")).isEqualTo(run.getLong("entries_total"));
        assertThat(run.getJsonObject("entities").getLong("UserData")).isEqualTo(name.equals("small1") ? 4L : 500L);
        assertThat(run.getLong("dangling_references")).isZero();
    }

    @Test
    void aPollerSeesALargeImportMoveAndNeverGoBack() throws IOException {
        upload("large", SnapshotBuilder.snapshot().userData(300_000, 250).writeTo(files.resolve("large.zip")));
        imports.hold();
        start("large");

        Set<Integer> percentages = new LinkedHashSet<>();
        for (String body : pollToTheEnd()) {
            JsonObject status = new JsonObject(body);
            if (!status.getString("status").equals("ready")) {
                assertThat(body)
                        .matches(
                                "\\{\"status\":\"importation in progress\",\"started_at\":\"[-0-9]{10}T[0-9:]{8}\\.\\d{3}Z\","
                                        + "\"progress\":\"\\d{1,2}%\",\"importation_name\":\"large\"}");
                percentages.add(Integer.valueOf(status.getString("progress").replace("%", "")));
            }
        }

        assertThat(List.copyOf(percentages)).hasSizeGreaterThan(5).isSorted();
    }

    @Test
    void ofSimultaneousPostsExactlyOneIsAccepted() throws Exception {
        upload("large", SnapshotBuilder.snapshot().userData(1_000, 200).writeTo(files.resolve("large.zip")));

        imports.hold();

        List<Integer> answers = Together.together(8, i -> start("large").statusCode());

        assertThat(answers).containsOnlyOnce(202);
        assertThat(answers).containsOnly(202, 409);
        imports.letGo();
        assertThat(pollToTheEnd().getLast()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void aFailedImportIsToldWithItsCodeUntilAGoodOneIsAccepted() throws IOException {
        upload(
                "bad",
                SnapshotBuilder.snapshot()
                        .with("10_odata/70_userdata.pjson", "[]\n")
                        .writeTo(files.resolve("b")));
        upload("small1", SNAPSHOTS.resolve("small1.zip"));
        start("bad");

        JsonObject failed = new JsonObject(pollToTheEnd().getLast());

        assertThat(failed.fieldNames())
                .containsExactly("status", "started_at", "progress", "importation_name", "message");
        assertThat(failed.getString("status")).isEqualTo("import failed");
        assertThat(failed.getJsonObject("message").encode())
                .isEqualTo(
                        "{\"code\":\"PR400-CM-0004\",\"message\":{\"lang\":\"en\",\"value\":\"JSON parse error. [[]].\"}}");
        assertThat(start("small1").statusCode()).isEqualTo(202);
        assertThat(poll()).doesNotContain("import failed");
        assertThat(pollToTheEnd().getLast()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void nothingIsWrittenToACellWhileAnImportRunsAndAllOfItCanBeReadBefore() throws IOException {
        upload("large", SnapshotBuilder.snapshot().userData(1_000, 250).writeTo(files.resolve("large.zip")));
        imports.hold();
        start("large");

        List<HttpResponse<String>> refused = List.of(
                start("large"),
                unit.send(unit.request("cell1/__snapshot/other.zip").PUT(BodyPublishers.ofString("x"))),
                unit.send(unit.request("cell1/__snapshot/large.zip").DELETE()),
                unit.send(unit.request("__ctl/Cell('cell1')").DELETE()));

        assertThat(refused).extracting(HttpResponse::statusCode).containsOnly(409);
        assertThat(refused).extracting(TestUnit::code).containsOnly("PR409-CM-0002");
        imports.letGo();
        assertThat(pollToTheEnd().getLast()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void aCancelledImportIsReadyAgainAndTakesNoSecondCancel() throws IOException {
        upload("large", SnapshotBuilder.snapshot().userData(1_000, 250).writeTo(files.resolve("large.zip")));
        imports.hold();
        HttpResponse<String> accepted = start("large");

        assertThat(unit.send(unit.request("cell1/__import").DELETE()).statusCode())
                .isEqualTo(202);
        imports.letGo();

        Awaitility.await().until(() -> poll().equals("{\"status\":\"ready\"}"));
        JsonObject run =
                new JsonObject(unit.send(unit.request(recordOf(accepted))).body());
        assertThat(run.getString("state")).isEqualTo("Cancelled");
        assertThat(TestUnit.code(unit.send(unit.request("cell1/__import").DELETE())))
                .isEqualTo("PR404-CM-0001");
    }

    private void upload(String name, Path snapshot) throws IOException {
        int status = unit.send(unit.request("cell1/__snapshot/" + name + ".zip").PUT(BodyPublishers.ofFile(snapshot)))
                .statusCode();
        assertThat(status).isEqualTo(201);
    }

    private HttpResponse<String> start(String name) {
        return unit.post("cell1/__import", new JsonObject().put("Name", name).encode());
    }

    /** The path of the run's record, from the answer's {@code Link} header. */
    private String recordOf(HttpResponse<String> accepted) {
        String link = TestUnit.header(accepted, "link");
        return link.substring(1, link.indexOf('>')).substring(unit.url().length());
    }

    private String poll() {
        HttpResponse<String> status = unit.send(unit.request("cell1/__import"));
        assertThat(status.statusCode()).isEqualTo(200);
        return status.body();
    }

    /** Every body that a poller sees until no import is in progress, which reads no further than it is looked at. */
    private Deque<String> pollToTheEnd() {
        Deque<String> bodies = new ArrayDeque<>();
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            bodies.add(poll());
            imports.letOneRead();
            return !bodies.getLast().contains("in progress");
        });
        return bodies;
    }
}
