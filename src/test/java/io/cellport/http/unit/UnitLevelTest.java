package io.cellport.http.unit;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitLevelTest {

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells();

    @Test
    void everybodyMayReadTheUnitsMetadata() {
        HttpResponse<String> answer = unit.send(unit.anonymous(""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"unit\":{\"path_based_cellurl_enabled\":true,\"url\":\"%s\"}}".formatted(unit.url()));
    }

    @Test
    void theUnitUrlStandsInTheDataDirectory() {
        assertThat(unit.data().resolve("unit-url")).hasContent(unit.url());
    }

    @Test
    void aCellIsCreatedReadListedAndDeleted() {
        HttpResponse<String> created = unit.post("__ctl/Cell", "{\"Name\":\"life\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Location")).isEqualTo(unit.url() + "__ctl/Cell('life')");
        JsonObject cell = new JsonObject(created.body()).getJsonObject("d").getJsonObject("results");
        assertThat(cell.getString("Name")).isEqualTo("life");
        assertThat(cell.getString("__published")).matches("/Date\\(\\d{13}\\)/").isEqualTo(cell.getString("__updated"));
        assertThat(cell.getJsonObject("__metadata"))
                .isEqualTo(new JsonObject()
                        .put("uri", unit.url() + "__ctl/Cell('life')")
                        .put("etag", header(created, "ETag"))
                        .put("type", "UnitCtl.Cell"));

        HttpResponse<String> read = unit.send(unit.request("__ctl/Cell('life')"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(cellsListed()).contains(cell);

        HttpResponse<String> deleted =
                unit.send(unit.request("__ctl/Cell('life')").DELETE());
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(code(unit.send(unit.request("__ctl/Cell('life')")))).isEqualTo("PR404-OD-0002");
        assertThat(code(unit.send(unit.request("__ctl/Cell('life')").DELETE()))).isEqualTo("PR404-OD-0002");
        assertThat(code(unit.send(unit.request("life/__import")))).isEqualTo("PR404-DV-0003");
        assertThat(cellsListed()).doesNotContain(cell);
    }

    @Test
    void cellsAreListedInPagesByName() {
        List.of("page-c", "page-a", "page-b").forEach(unit::createCell);
        List<String> all = names("");

        assertThat(all).isSorted().contains("page-a", "page-b", "page-c");
        assertThat(names("?$skip=1&$top=2")).isEqualTo(all.subList(1, 3));
        assertThat(names("?$skip=" + (all.size() - 1))).isEqualTo(all.subList(all.size() - 1, all.size()));
        assertThat(names("?$top=0")).isEmpty();
        assertThat(names("?$top=10000&$skip=100000")).isEmpty();
        assertThat(code(unit.send(unit.request("__ctl/Cell?$top=10001")))).isEqualTo("PR400-OD-0029");
        assertThat(code(unit.send(unit.request("__ctl/Cell?$skip=x")))).isEqualTo("PR400-OD-0036");
    }

    private static List<String> names(String query) {
        return new JsonObject(unit.send(unit.request("__ctl/Cell" + query)).body())
                .getJsonObject("d").getJsonArray("results").stream()
                        .map(cell -> ((JsonObject) cell).getString("Name"))
                        .toList();
    }

    @Test
    void aNewCellIsUsableAtOnceEvenIfItWasAskedForBefore() {
        assertThat(unit.send(unit.request("eager/__import")).statusCode()).isEqualTo(404);
        unit.createCell("eager");
        assertThat(unit.send(unit.request("eager/__import")).statusCode()).isEqualTo(200);
    }

    @Test
    void aNameIsGivenOnce() {
        unit.createCell("twice");

        HttpResponse<String> second = unit.post("__ctl/Cell", "{\"Name\":\"twice\"}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("PR409-OD-0003");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Name\":\"Big\"} | PR400-OD-0006",
                "{\"Name\":\"-a\"} | PR400-OD-0006",
                "{\"Name\":\"\"} | PR400-OD-0006",
                "{\"Name\":7} | PR400-OD-0006",
                "{\"Name\":\"a/b\"} | PR400-OD-0006",
                "{\"Name\":null} | PR400-OD-0009",
                "{} | PR400-OD-0009",
                "[] | PR400-OD-0001",
                "nothing | PR400-OD-0001"
            })
    void aBadBodyIsRefused(String body, String code) {
        assertThat(code(unit.post("__ctl/Cell", body))).isEqualTo(code);
    }

    @Test
    void theUnitLevelNeedsTheUnitsToken() {
        HttpResponse<String> anonymous = unit.send(unit.anonymous("__ctl/Cell"));
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(code(anonymous)).isEqualTo("PR401-AU-0001");
        assertThat(header(anonymous, "WWW-Authenticate")).isEqualTo("Bearer realm=\"" + unit.url() + "\"");

        String cellToken = unit.tokens.cellToken("twice", Duration.ofMinutes(1));
        assertThat(code(unit.send(unit.anonymous("__ctl/Cell").header("Authorization", "Bearer " + cellToken))))
                .isEqualTo("PR401-AU-0006");
        assertThat(code(unit.send(unit.anonymous("__ctl/Cell('unknown')")))).isEqualTo("PR401-AU-0001");
    }

    @Test
    void unknownSetsAndBadKeysAreTold() {
        assertThat(code(unit.send(unit.request("__ctl/Role")))).isEqualTo("PR404-OD-0001");
        assertThat(code(unit.send(unit.request("__ctl/Cell(7)")))).isEqualTo("PR400-OD-0004");
        assertThat(code(unit.send(unit.request("__status")))).isEqualTo("PR404-MC-0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET *", "OPTIONS *", "GET cell1", "POST cell1"})
    void aTargetThatIsNoPathIsNotRecognized(String methodAndTarget) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(methodAndTarget + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(client.head()).startsWith("HTTP/1.1 404 ").contains("X-Personium-Version: 1.8.4");
            assertThat(client.body(80)).contains("PR404-MC-0001");
        }
    }

    @Test
    void anAbsoluteTargetIsItsPath() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send("GET " + unit.url() + " HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    private static JsonArray cellsListed() {
        HttpResponse<String> list = unit.send(unit.request("__ctl/Cell"));
        assertThat(list.statusCode()).isEqualTo(200);
        return new JsonObject(list.body()).getJsonObject("d").getJsonArray("results");
    }
}
