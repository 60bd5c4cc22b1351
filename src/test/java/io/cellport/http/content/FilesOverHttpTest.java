package io.cellport.http.content;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.http.message.PathSegments;
import io.cellport.snapshot.zip.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in a box, as clients get them. */
class FilesOverHttpTest {

    private static final String TAG = "\"2-2\"";

    private static final int LARGE = (3 << 20) + 7;

    private static final String ODD = "100% #?&=+;\u65e5\ud83d\ude00 cafe\u0301 'x' <b>.txt";

    @TempDir
    static Path directory;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = TestUnit.withCells("empty");
        BoxSnapshot snapshot = new BoxSnapshot()
                .file("a.txt", "text/plain; charset=UTF-8", "hello world!")
                .file("page.html", "text/html", "<script>alert(1)</script>")
                .file("none", "text/plain", "")
                .file("bad-type", "no type\\n", "x")
                .file(ODD, "text/plain", "odd")
                .file("content", "text/plain", "named content");
        snapshot.and().bigFile("large.bin", LARGE, Content.random(5, LARGE));
        Accounts.importedInto(unit, "cell", snapshot.write(directory.resolve("boxes.zip")));
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-4      | 206 | bytes 0-4/12   | hello",
                "bytes=6-       | 206 | bytes 6-11/12  | world!",
                "bytes=-3       | 206 | bytes 9-11/12  | ld!",
                "bytes=0-100    | 206 | bytes 0-11/12  | hello world!",
                "bytes=-100     | 206 | bytes 0-11/12  | hello world!",
                "bytes=12-      | 416 | bytes */12     |",
                "bytes=-0       | 416 | bytes */12     |",
                "bytes=99999999999999999999- | 416 | bytes */12 |",
                "bytes=5-2      | 200 |                | hello world!",
                "bytes=a-b      | 200 |                | hello world!",
                "items=0-1      | 200 |                | hello world!",
                "bytes=0-1,x    | 200 |                | hello world!",
                "bytes=0-1,3-4  | 501 |                |",
                "bytes=0-1, -2  | 501 |                |",
            })
    void aRangeIsServed(String range, int status, String contentRange, String body) {
        HttpResponse<String> answer = unit.send(file("a.txt").header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Range")).isEqualTo(contentRange == null ? "" : contentRange);
        assertThat(header(answer, "ETag")).isEqualTo(status < 300 ? TAG : "");
        if (body != null) {
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void rangesAcrossPiecesAndChunksHaveTheRightBytes() throws IOException {
        byte[] whole = unit.send(file("large.bin"), BodyHandlers.ofByteArray()).body();
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        Content.random(5, LARGE).writeTo(stored);
        assertThat(whole).isEqualTo(stored.toByteArray());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int first = random.nextInt(LARGE);
            int last = first + random.nextInt(LARGE - first);
            byte[] part = unit.send(
                            file("large.bin").header("Range", "bytes=" + first + "-" + last),
                            BodyHandlers.ofByteArray())
                    .body();
            assertThat(Arrays.equals(part, Arrays.copyOfRange(whole, first, last + 1)))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1-1\"", "W/\"2-2\"", "Wed, 01 Jan 2031 00:00:00 GMT"})
    void aRangeOfAnotherVersionIsTheWholeFile(String ifRange) {
        HttpRequest.Builder request = file("a.txt").header("Range", "bytes=0-4");
        assertThat(unit.send(request.header("If-Range", ifRange)).body()).isEqualTo("hello world!");

        HttpRequest.Builder current = file("a.txt").header("Range", "bytes=0-4").header("If-Range", TAG);
        assertThat(unit.send(current).body()).isEqualTo("hello");
    }

    @Test
    void whoHasTheFileDoesNotGetItAgain() {
        for (String has : List.of(TAG, "W/" + TAG, "\"1-1\", " + TAG, "*, " + TAG)) {
            HttpResponse<String> answer =
                    unit.send(file("a.txt").header("If-None-Match", has).header("Range", "bytes=0-1"));
            assertThat(answer.statusCode()).as(has).isEqualTo(304);
            assertThat(header(answer, "ETag")).isEqualTo(TAG);
        }
        for (String hasNot : List.of("*", "\"1-1\"", "nonsense")) {
            assertThat(unit.send(file("a.txt").header("If-None-Match", hasNot)).statusCode())
                    .as(hasNot)
                    .isEqualTo(200);
        }
    }

    @Test
    void headHasTheHeadersOfGet() {
        for (String name : List.of("a.txt", "none", "large.bin")) {
            HttpResponse<String> got = unit.send(file(name));
            HttpResponse<String> head = unit.send(file(name).method("HEAD", BodyPublishers.noBody()));
            for (String header : List.of("ETag", "Content-Type", "Content-Length", "Accept-Ranges")) {
                assertThat(header(head, header)).isEqualTo(header(got, header)).isNotEmpty();
            }
        }
        HttpResponse<String> part =
                unit.send(file("a.txt").header("Range", "bytes=0-4").method("HEAD", BodyPublishers.noBody()));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Length")).isEqualTo("5");
    }

    @Test
    void whatWasImportedIsShownWithItsTypeButActsForNobody() {
        HttpResponse<String> page = unit.send(file("page.html"));

        assertThat(header(page, "Content-Type")).isEqualTo("text/html");
        assertThat(header(page, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Disposition")).isEmpty();
        assertThat(header(unit.send(file("a.txt")), "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(header(unit.send(file("bad-type")), "Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void namesAreWhateverTheyWere() {
        assertThat(unit.send(file(ODD)).body()).isEqualTo("odd");
        assertThat(unit.send(file("content")).body()).isEqualTo("named content");
        assertThat(unit.send(file("a.txt").copy().uri(file("a.txt/").build().uri()))
                        .body())
                .isEqualTo("hello world!");
        for (String missing : List.of("A.txt", ODD.replace("e\u0301", "\u00e9"), "a.txt\u0000", "x".repeat(3_000))) {
            HttpResponse<String> answer = unit.send(file(missing));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("PR404-DV-0001");
        }
        for (String nothing : List.of("a.txt/x", "%2E%2E/box1/a.txt", "a.txt//", "./a.txt")) {
            HttpResponse<String> answer = unit.send(unit.request("cell/box1/" + nothing));
            assertThat(answer.statusCode()).as(nothing).isEqualTo(404);
            assertThat(code(answer)).as(nothing).isEqualTo("PR404-MC-0001");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "MKCOL", "MOVE", "PROPPATCH", "ACL", "PATCH", "POST", "LOCK"})
    void nothingIsWritten(String method) {
        HttpResponse<String> answer = unit.send(file("a.txt").method(method, BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("OPTIONS, GET, PROPFIND");
        assertThat(unit.send(file("a.txt").method("REPORT", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void aCellWithoutContentHasAnEmptyMainBox() {
        assertThat(unit.send(unit.request("empty/__")).statusCode()).isEqualTo(200);
        HttpResponse<String> listed =
                unit.send(unit.request("empty/__").header("Depth", "1").method("PROPFIND", BodyPublishers.noBody()));
        assertThat(listed.statusCode()).isEqualTo(207);
        assertThat(listed.body()).containsOnlyOnce("<response>");
        assertThat(code(unit.send(unit.request("empty/__/x")))).isEqualTo("PR404-DV-0001");
        assertThat(code(unit.send(unit.request("empty/box1")))).isEqualTo("PR404-DV-0002");
        assertThat(unit.send(unit.anonymous("empty/__")).statusCode()).isEqualTo(401);
    }

    private static HttpRequest.Builder file(String name) {
        return unit.request("cell/box1/" + PathSegments.encode(name));
    }
}
