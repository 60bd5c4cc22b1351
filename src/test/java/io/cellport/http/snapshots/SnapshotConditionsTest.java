package io.cellport.http.snapshots;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of snapshot files, requests on conditions, and the number of files. */
class SnapshotConditionsTest {

    private static final int MAX_FILES = 40;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    private String path;

    private String etag;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data).snapshotsPerCell(MAX_FILES).build());
        unit.createCell("cell1");
        unit.createCell("full");
    }

    @BeforeEach
    void storeAFile() {
        path = "cell1/__snapshot/s" + NUMBER.incrementAndGet() + ".zip";
        etag = header(put("0123456789"), "ETag");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, bytes 0-3/10",
        "bytes=4-, 456789, bytes 4-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=9-99, 9, bytes 9-9/10"
    })
    void aRangeIsAPartOfTheFile(String range, String content, String contentRange) {
        HttpResponse<String> answer = unit.send(get().header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(header(answer, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(content.length()));
        assertThat(header(answer, "ETag")).isEqualTo(etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=-0"})
    void aRangeBehindTheEndCannotBeSatisfied(String range) {
        HttpResponse<String> answer = unit.send(get().header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(code(answer)).isEqualTo("PR416-DV-0001");
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-4", "nonsense"})
    void severalRangesAndNoneMeanTheWholeFile(String range) {
        HttpResponse<String> answer = unit.send(get().header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Content-Range")).isEmpty();
    }

    @Test
    void aRangeOfAnotherVersionMeansTheWholeFile() {
        assertThat(unit.send(get().header("Range", "bytes=0-3").header("If-Range", etag))
                        .statusCode())
                .isEqualTo(206);
        assertThat(unit.send(get().header("Range", "bytes=0-3").header("If-Range", "\"0-0\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(unit.send(get().header("Range", "bytes=0-3").header("If-Range", "W/" + etag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void headIsAboutTheWholeFile() {
        HttpResponse<String> answer = unit.send(
                unit.request(path).method("HEAD", BodyPublishers.noBody()).header("Range", "bytes=0-3"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%s", "\"x\", %s"})
    void aTagOfTheFileIsFoundInListsAndInAStar(String tags) {
        String naming = tags.formatted(etag);

        assertThat(unit.send(get().header("If-None-Match", naming)).statusCode())
                .isEqualTo(304);
        assertThat(unit.send(get().header("If-Match", naming)).statusCode()).isEqualTo(200);
        assertThat(code(unit.send(
                        unit.request(path).header("If-None-Match", naming).PUT(BodyPublishers.ofString("x")))))
                .isEqualTo("PR412-DV-0001");
        assertThat(unit.send(unit.request(path).header("If-Match", naming).PUT(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"x\",W/%s"})
    void aWeakTagIsTheFilesForReadingAgainButNotForChangingIt(String tags) {
        String naming = tags.formatted(etag);

        assertThat(unit.send(get().header("If-None-Match", naming)).statusCode())
                .isEqualTo(304);
        assertThat(code(unit.send(get().header("If-Match", naming)))).isEqualTo("PR412-DV-0001");
        assertThat(code(unit.send(unit.request(path).header("If-Match", naming).PUT(BodyPublishers.ofString("x")))))
                .isEqualTo("PR412-DV-0001");
        assertThat(code(unit.send(unit.request(path).header("If-Match", naming).DELETE())))
                .isEqualTo("PR412-DV-0001");
        assertThat(header(unit.send(get()), "ETag")).isEqualTo(etag);
    }

    @Test
    void aConditionThatCannotBeReadIsNotFulfilled() {
        String tooMany = etag + ", \"x\"".repeat(16);
        for (String unreadable : new String[] {etag.replace("\"", ""), tooMany}) {
            for (String condition : new String[] {"If-Match", "If-None-Match"}) {
                assertThat(code(unit.send(
                                unit.request(path).header(condition, unreadable).PUT(BodyPublishers.ofString("x")))))
                        .isEqualTo("PR412-DV-0001");
            }
            assertThat(unit.send(get().header("If-None-Match", unreadable)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void noOtherTagIsTheFiles() {
        assertThat(code(unit.send(get().header("If-Match", "\"0-0\", \"x\"")))).isEqualTo("PR412-DV-0001");
        assertThat(unit.send(get().header("If-None-Match", "\"0-0\", \"x\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFileThatIsNotThereIsCreatedWhateverTagTheClientExpects() {
        for (String condition : new String[] {"*", "\"1-1\""}) {
            path = "cell1/__snapshot/n" + NUMBER.incrementAndGet() + ".zip";
            assertThat(unit.send(unit.request(path)
                                    .header("If-Match", condition)
                                    .header("If-None-Match", "*")
                                    .PUT(BodyPublishers.ofString("x")))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aCellThatIsFullTakesNoMoreFilesBeforeTheyAreSent() throws IOException {
        for (int i = 0; i < MAX_FILES; i++) {
            path = "full/__snapshot/f" + i + ".zip";
            assertThat(put("x").statusCode()).isEqualTo(201);
        }
        try (RawClient client = new RawClient(unit)) {
            client.send("PUT /full/__snapshot/more.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken()
                    + "\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 400 ");
        }
        path = "full/__snapshot/more.zip";
        assertThat(code(put("x"))).isEqualTo("PR400-DV-0007");
        path = "full/__snapshot/f0.zip";
        assertThat(put("y").statusCode()).isEqualTo(204);
    }

    private HttpRequest.Builder get() {
        return unit.request(path);
    }

    private HttpResponse<String> put(String content) {
        return unit.send(unit.request(path).PUT(BodyPublishers.ofString(content)));
    }
}
