package io.cellport.http.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no recording of the reference shows of reading over OData. */
class ODataIT {

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static String dave;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
        unit.createCell("fresh");
        Accounts rich = Accounts.importedInto(unit, "rich", Path.of("src/test/resources/snapshots/rich.zip"));
        dave = rich.token("dave@example.org", "d-a_v!e$1");
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    private static HttpResponse<String> get(String path) {
        return unit.send(unit.request(path));
    }

    private static HttpResponse<String> asDave(String path) {
        return unit.send(unit.anonymous(path).header("Authorization", "Bearer " + dave));
    }

    private static JsonArray results(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonObject("d").getJsonArray("results");
    }

    @Test
    void aCellWithoutContentHasEmptySets() {
        assertThat(get("fresh/__ctl/Account?$inlinecount=allpages&$filter=Name%20eq%20'a'")
                        .body())
                .isEqualTo("{\"d\":{\"results\":[],\"__count\":\"0\"}}");
        assertThat(TestUnit.code(get("fresh/__ctl/Account('alice')"))).isEqualTo("PR404-OD-0002");
        assertThat(TestUnit.code(get("fresh/__ctl/Account('alice')/_Role"))).isEqualTo("PR404-OD-0002");
        assertThat(get("fresh/__ctl/$metadata").statusCode()).isEqualTo(200);
    }

    @Test
    void aLongAnswerIsSentInPiecesAndComplete() {
        HttpResponse<String> answer = get("rich/box1/odata/User?$top=300&$orderby=__id");

        assertThat(answer.headers().firstValue("content-length")).isEmpty();
        assertThat(results(answer).stream().map(row -> ((JsonObject) row).getString("__id")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj("u%04d"::formatted).toList());
        assertThat(results(get("rich/box1/odata/User?$top=1&$orderby=__id"))).hasSize(1);
    }

    /** A content that is not the current one any more is deleted when nobody reads it. */
    @Test
    void aClientThatGoesAwayKeepsNoContentOpen() throws IOException {
        Accounts passing = Accounts.importedInto(unit, "passing", Path.of("src/test/resources/snapshots/rich.zip"));
        for (int i = 0; i < 20; i++) {
            HttpResponse<InputStream> answer =
                    unit.send(unit.request("passing/box1/odata/User?$top=300"), BodyHandlers.ofInputStream());
            answer.body().close();
        }

        passing.importAgain("again", Path.of("src/test/resources/snapshots/rich.zip"));

        Path contents = unit.data().resolve("cells").resolve(unit.cellId("passing"));
        await().untilAsserted(() -> {
            try (Stream<Path> files = Files.list(contents)) {
                assertThat(files.filter(file -> file.toString().endsWith(".db")))
                        .hasSize(1);
            }
        });
        assertThat(results(get("passing/box1/odata/User?$top=300"))).hasSize(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rich/__ctl/Role",
                "rich/__ctl/Role('admin')",
                "rich/__ctl/Role('admin')/_Account",
                "rich/__ctl/Role('admin')/$links/_Account",
                "rich/__ctl",
                "rich/__ctl/$metadata",
                "rich/box1/odata",
                "rich/box1/odata/Customer('c01')",
                "rich/box1/odata/User?$top=300"
            })
    void headTellsWhatGetTells(String path) {
        HttpResponse<String> get = get(path);
        HttpResponse<String> head = unit.send(unit.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"content-type", "content-length", "etag", "dataserviceversion"}) {
            assertThat(head.headers().firstValue(name))
                    .as(name)
                    .isEqualTo(get.headers().firstValue(name));
        }
    }

    /** Dave may read boxes, but no roles. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rich/__ctl/Box('box1')/_Role",
                "rich/__ctl/Box('box1')/$links/_Role",
                "rich/__ctl/Box('box1')?$expand=_Role",
                "rich/__ctl/Box?$expand=_Rule,%20_Role",
                "rich/__ctl/Role('editor')/_Box"
            })
    void relatedRowsNeedThePrivilegesOfBothSets(String path) {
        assertThat(results(asDave("rich/__ctl/Box"))).hasSize(3);
        assertThat(TestUnit.code(asDave(path))).isEqualTo("PR403-AU-0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(b)", "alert(1)//", "", "a%0Ab", "%3Cscript%3E"})
    void onlyFunctionsAreCalledBack(String callback) {
        assertThat(TestUnit.code(get("rich/__ctl/Box?$callback=" + callback))).isEqualTo("PR400-OD-0029");
    }

    @Test
    void entitiesCanBeFollowedByTheirUris() {
        for (Object row : results(get("rich/__ctl/ExtRole"))) {
            String uri = ((JsonObject) row).getJsonObject("__metadata").getString("uri");
            assertThat(get(uri.substring(unit.url().length())).statusCode())
                    .as(uri)
                    .isEqualTo(200);
        }
    }

    @Test
    void nothingIsWritten() {
        HttpRequest.Builder post = unit.request("rich/__ctl/Account").POST(BodyPublishers.ofString("{}"));
        HttpResponse<String> answer = unit.send(post);

        assertThat(TestUnit.code(answer)).isEqualTo("PR405-MC-0001");
        assertThat(TestUnit.header(answer, "allow")).isEqualTo("OPTIONS, GET");
    }
}
