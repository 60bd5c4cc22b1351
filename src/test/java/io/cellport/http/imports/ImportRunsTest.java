package io.cellport.http.imports;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRunsTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    private static String first;
    private static String second;

    /** A cell with an import and then a dry run. */
    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
        unit.createCell("cell1");
        assertThat(unit.send(unit.request("cell1/__snapshot/small1.zip").PUT(BodyPublishers.ofFile(SNAPSHOT)))
                        .statusCode())
                .isEqualTo(201);
        first = run("{\"Name\":\"small1\"}");
        second = run("{\"Name\":\"small1\",\"ValidateOnly\":true}");
    }

    private static String run(String body) {
        HttpResponse<String> accepted = unit.post("cell1/__import", body);
        assertThat(accepted.statusCode()).isEqualTo(202);
        String start = "<" + unit.url() + "cell1/__import/runs/";
        String end = ">; rel=\"monitor\"";
        assertThat(header(accepted, "Link")).startsWith(start).endsWith(end);
        String link = header(accepted, "Link");
        String importId = link.substring(start.length(), link.length() - end.length());
        String status = unit.url() + "cell1/__import";
        assertThat(header(accepted, "Location"))
                .isEqualTo(body.contains("ValidateOnly") ? status + "/runs/" + importId : status);
        await().until(() -> record(importId).getString("finished_at") != null);
        return importId;
    }

    private static JsonObject record(String importId) {
        return new JsonObject(
                unit.send(unit.request("cell1/__import/runs/" + importId)).body());
    }

    @Test
    void aRecordSaysWhatWasImported() {
        JsonObject record = record(first);

        assertThat(record.getString("state")).isEqualTo("Completed");
        assertThat(record.getString("snapshot")).isEqualTo("small1");
        assertThat(record.getString("snapshot_sha256")).matches("[0-9a-f]{64}");
        assertThat(record.getJsonObject("entities").getLong("UserData")).isEqualTo(4);
        assertThat(record.getLong("bytes_done")).isPositive().isEqualTo(record.getLong("bytes_total"));
        assertThat(record.getLong("entries_done")).isEqualTo(record.getLong("entries_total"));
        assertThat(record.getBoolean("validate_only")).isFalse();
        assertThat(record(second).getBoolean("validate_only")).isTrue();
    }

    @Test
    void recordsAreListedFromTheNewestOnAndNoMoreThanAskedFor() {
        assertThat(listed("")).containsExactly(second, first);
        assertThat(listed("?limit=1")).containsExactly(second);
        assertThat(listed("?limit=1000")).containsExactly(second, first);
    }

    private static Iterable<String> listed(String query) {
        HttpResponse<String> answer = unit.send(unit.request("cell1/__import/runs" + query));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonArray runs = new JsonObject(answer.body()).getJsonArray("runs");
        return runs.stream()
                .map(run -> ((JsonObject) run).getString("import_id"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "", "99999999999"})
    void aLimitThatIsNoneIsRefused(String limit) {
        HttpResponse<String> answer = unit.send(unit.request("cell1/__import/runs?limit=" + limit));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("PR400-CM-0002");
        assertThat(text(answer)).contains("limit", "1 to 1000");
    }

    @Test
    void theRecordOfAnotherCellIsNotFound() {
        unit.createCell("cell2");

        assertThat(code(unit.send(unit.request("cell2/__import/runs/" + first))))
                .isEqualTo("PR404-CM-0002");
        assertThat(code(unit.send(unit.request("cell1/__import/runs/x")))).isEqualTo("PR404-CM-0002");
        assertThat(new JsonObject(unit.send(unit.request("cell2/__import/runs")).body()).getJsonArray("runs"))
                .isEmpty();
    }
}
