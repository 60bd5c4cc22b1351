package io.cellport.http.exports;

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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportOverHttpTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void importSmall1() throws IOException {
        unit = new TestUnit(data);
        unit.createCell("cell1");
        unit.createCell("cell2");
        unit.send(unit.request("cell1/__snapshot/small1.zip").PUT(BodyPublishers.ofFile(SNAPSHOT)));
        assertThat(unit.post("cell1/__import", "{\"Name\":\"small1\"}").statusCode())
                .isEqualTo(202);
        awaitReady("cell1/__import");
    }

    private static void awaitReady(String path) {
        await().until(() -> status(path).equals("{\"status\":\"ready\"}"));
    }

    /** As the reference's admin client asks, every second. */
    private static String status(String path) {
        HttpResponse<String> status =
                unit.send(unit.request(path).header("If-None-Match", "*").header("Accept", "application/json"));
        assertThat(status.statusCode()).isEqualTo(200);
        return status.body();
    }

    @Test
    void aCellIsExportedDownloadedAndImportedIntoAnother() throws Exception {
        HttpResponse<String> accepted = unit.post("cell1/__export", "{\"Name\":\"taken\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(header(accepted, "Location")).isEqualTo(unit.url() + "cell1/__export");
        assertThat(accepted.body()).isEmpty();
        awaitReady("cell1/__export");

        JsonObject record = record(header(accepted, "Link"));
        byte[] zip = unit.send(unit.request("cell1/__snapshot/taken.zip"), BodyHandlers.ofByteArray())
                .body();
        assertThat(record.getString("state")).isEqualTo("Completed");
        assertThat(record.getInteger("percent")).isEqualTo(100);
        assertThat(record.getJsonObject("entities").getInteger("Account")).isEqualTo(3);
        assertThat(record.getInteger("size")).isEqualTo(zip.length);
        assertThat(record.getString("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(zip)));

        unit.send(unit.request("cell2/__snapshot/taken.zip").PUT(BodyPublishers.ofByteArray(zip)));
        assertThat(unit.post("cell2/__import", "{\"Name\":\"taken\"}").statusCode())
                .isEqualTo(202);
        awaitReady("cell2/__import");
    }

    private static JsonObject record(String link) {
        String url = link.substring(1, link.indexOf('>'));
        assertThat(link).endsWith("; rel=\"monitor\"");
        return new JsonObject(
                unit.send(unit.request(url.substring(unit.url().length()))).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"Name\":null}"})
    void withoutANameTheSnapshotIsCalledByTheCellAndTheTime(String body) {
        unit.createCell("cell-" + body.length());
        String cell = "cell-" + body.length();

        HttpResponse<String> accepted = unit.post(cell + "/__export", body);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(record(header(accepted, "Link")).getString("name")).matches(cell + "_\\d{8}_\\d{6}");
        awaitReady(cell + "/__export");
    }

    @Test
    void aNameIsTakenOnce() {
        unit.post("cell1/__export", "{\"Name\":\"once\"}");
        awaitReady("cell1/__export");

        HttpResponse<String> refused = unit.post("cell1/__export", "{\"Name\":\"once\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("PR409-DV-0002");
        assertThat(text(refused)).isEqualTo("File [once.zip] already exists.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Name\":\"a.b\"} | PR400-CM-0002",
                "{\"Name\":123}     | PR400-CM-0002",
                "[]                 | PR400-CM-0002",
                "not json           | PR400-CM-0004"
            })
    void aBodyThatIsNoRequestIsRefused(String body, String code) {
        HttpResponse<String> refused = unit.post("cell1/__export", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo(code);
    }

    @Test
    void onlyRootMayExport() {
        assertThat(unit.send(unit.anonymous("cell1/__export")).statusCode()).isEqualTo(401);
        assertThat(unit.send(unit.anonymous("cell1/__export").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStatusOfAKnownTagIsNotSentAgain() {
        HttpResponse<String> first = unit.send(unit.request("cell2/__export"));

        HttpResponse<String> second =
                unit.send(unit.request("cell2/__export").header("If-None-Match", header(first, "ETag")));

        assertThat(second.statusCode()).isEqualTo(304);
    }

    @Test
    void withoutAnActiveExportThereIsNothingToCancel() {
        HttpResponse<String> refused = unit.send(unit.request("cell2/__export").DELETE());

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(code(refused)).isEqualTo("PR404-CM-0003");
    }

    @Test
    void recordsAreListedTheNewestFirst() {
        unit.createCell("listed");
        for (String name : new String[] {"first", "second"}) {
            unit.post("listed/__export", new JsonObject().put("Name", name).encode());
            awaitReady("listed/__export");
        }

        JsonArray runs =
                new JsonObject(unit.send(unit.request("listed/__export/runs")).body()).getJsonArray("runs");

        assertThat(runs.stream().map(run -> ((JsonObject) run).getString("name")))
                .containsExactly("second", "first");
        assertThat(code(unit.send(unit.request("listed/__export/runs/none")))).isEqualTo("PR404-CM-0004");
        assertThat(unit.send(unit.request("listed/__export/other")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        HttpResponse<String> refused = unit.send(unit.request("cell1/__export").PUT(BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).contains("GET").contains("POST").contains("DELETE");
    }
}
