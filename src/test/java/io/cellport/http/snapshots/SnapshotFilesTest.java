package io.cellport.http.snapshots;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.FilesBelow;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFilesTest {

    private static final int LIMIT = 8 << 20;

    @TempDir
    static Path data;

    @AutoClose
    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data).snapshotBytes(LIMIT).build());
        unit.createCell("cell1");
    }

    @Test
    void aFileComesBackAsItWasStored() {
        long seed = System.nanoTime();
        byte[] bytes = new byte[5_000_001];
        new Random(seed).nextBytes(bytes);

        HttpResponse<String> created =
                unit.send(unit.request("cell1/__snapshot/round.zip").PUT(BodyPublishers.ofByteArray(bytes)));
        HttpResponse<byte[]> read = unit.send(unit.request("cell1/__snapshot/round.zip"), BodyHandlers.ofByteArray());

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "ETag")).matches("\"1-\\d{13}\"");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).as("seed " + seed).isEqualTo(bytes);
        assertThat(header(read, "ETag")).isEqualTo(header(created, "ETag"));
        assertThat(header(read, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(read, "Content-Length")).isEqualTo("5000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/javascript"})
    void whateverItWasUploadedAsAFileComesAsAZipToBeKept(String type) {
        unit.send(unit.request("cell1/__snapshot/page.html")
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString("<script>alert(1)</script>")));

        for (HttpRequest.Builder request : List.of(
                unit.request("cell1/__snapshot/page.html"),
                unit.request("cell1/__snapshot/page.html").header("Range", "bytes=0-7"),
                unit.request("cell1/__snapshot/page.html").method("HEAD", BodyPublishers.noBody()))) {
            HttpResponse<String> read = unit.send(request);
            assertThat(header(read, "Content-Type")).isEqualTo("application/zip");
            assertThat(header(read, "Content-Disposition")).isEqualTo("attachment; filename=\"page.html\"");
            assertThat(header(read, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(read, "Cache-Control")).isEqualTo("private, no-cache");
        }
        unit.send(unit.request("cell1/__snapshot/page.html").DELETE());
    }

    @Test
    void headTellsLengthAndTypeWithoutTheBytes() {
        put("head.zip", "12345");

        HttpResponse<String> head =
                unit.send(unit.request("cell1/__snapshot/head.zip").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("5");
        assertThat(header(head, "Content-Type")).isEqualTo("application/zip");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void replacingGivesANewVersion() {
        put("twice.zip", "old");
        HttpResponse<String> replaced = put("twice.zip", "new");

        assertThat(replaced.statusCode()).isEqualTo(204);
        assertThat(header(replaced, "ETag")).startsWith("\"2-");
        assertThat(unit.send(unit.request("cell1/__snapshot/twice.zip")).body()).isEqualTo("new");
    }

    @Test
    void anEmptyFileIsAFile() {
        assertThat(put("empty.zip", "").statusCode()).isEqualTo(201);
        HttpResponse<String> read = unit.send(unit.request("cell1/__snapshot/empty.zip"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEmpty();
    }

    @Test
    void aDeletedFileIsNotFound() {
        put("gone.zip", "x");

        assertThat(unit.send(unit.request("cell1/__snapshot/gone.zip").DELETE()).statusCode())
                .isEqualTo(204);
        HttpResponse<String> read = unit.send(unit.request("cell1/__snapshot/gone.zip"));
        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(text(read)).isEqualTo("Resource not found. [" + unit.url() + "cell1/__snapshot/gone.zip].");
        assertThat(code(unit.send(unit.request("cell1/__snapshot/gone.zip").DELETE())))
                .isEqualTo("PR404-DV-0001");
    }

    @Test
    void conditionsAreHeeded() {
        String etag = header(put("cond.zip", "x"), "ETag");

        assertThat(unit.send(unit.request("cell1/__snapshot/cond.zip").header("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(unit.send(unit.request("cell1/__snapshot/cond.zip").header("If-None-Match", "\"9-9\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(code(unit.send(unit.request("cell1/__snapshot/cond.zip")
                        .header("If-Match", "\"9-9\"")
                        .PUT(BodyPublishers.ofString("y")))))
                .isEqualTo("PR412-DV-0001");
        assertThat(code(unit.send(unit.request("cell1/__snapshot/cond.zip")
                        .header("If-Match", "\"9-9\"")
                        .DELETE())))
                .isEqualTo("PR412-DV-0001");
        assertThat(unit.send(unit.request("cell1/__snapshot/cond.zip")
                                .header("If-Match", etag)
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(unit.send(unit.request("cell1/__snapshot/cond.zip")
                                .header("If-Match", "*")
                                .PUT(BodyPublishers.ofString("y")))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "a.tar.gz", ".zip", "a.", "..%2Fa.zip", "a%00.zip", "a:b.zip", "%C3%A9.zip", "a.zi%20p"
            })
    void aNameThatIsNoneIsForbidden(String name) {
        HttpResponse<String> answer =
                unit.send(unit.request("cell1/__snapshot/" + name).PUT(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("PR403-DV-0004");
    }

    @Test
    void whoIsNotAllowedLearnsNothing() {
        assertThat(code(unit.send(unit.anonymous("cell1/__snapshot/unknown.zip"))))
                .isEqualTo("PR401-AU-0001");
        assertThat(code(unit.send(unit.anonymous("cell1/__snapshot/round.zip").PUT(BodyPublishers.ofString("x")))))
                .isEqualTo("PR401-AU-0001");
        assertThat(code(unit.send(unit.request("cell1/__snapshot")))).isEqualTo("PR405-MC-0001");
    }

    @Test
    void anUploadThatGrowsTooLargeIsStoppedMidStream() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT", "large.zip") + "Transfer-Encoding: chunked\r\n\r\n" + hex(4L * LIMIT))
                    .fill(4L * LIMIT);

            assertThat(client.head()).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
            assertThat(client.isClosedByServer()).isTrue();
        }
        nothingIsLeftOf("large.zip");
    }

    @Test
    void anUploadThatIsAnnouncedTooLargeIsRefusedBeforeItComes() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT", "announced.zip") + "Expect: 100-continue\r\nContent-Length: " + (LIMIT + 1)
                    + "\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
        nothingIsLeftOf("announced.zip");
    }

    @Test
    void anUploadOfExactlyTheLimitIsTaken() {
        assertThat(unit.send(unit.request("cell1/__snapshot/limit.zip")
                                .PUT(BodyPublishers.ofByteArray(new byte[LIMIT])))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aClientThatAsksMayContinueOnlyWhenItIsLetIn() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT", "expect.zip") + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            client.send("abc");
            assertThat(client.head()).startsWith("HTTP/1.1 201 ");
        }
        try (RawClient client = new RawClient(unit)) {
            client.send(anonymousHead("PUT", "expect.zip") + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("PUT", "broken.zip") + "Content-Length: 5000000\r\n\r\n")
                    .fill(1_000_000);
            await().until(() -> !temporaries().isEmpty());
        }
        nothingIsLeftOf("broken.zip");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDownloadThatNobodyReadsToTheEndLeavesNoFileOpen() throws IOException {
        put("slow.zip", "x".repeat(LIMIT));
        try (RawClient client = new RawClient(unit)) {
            client.send(head("GET", "slow.zip") + "\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            await().until(() -> openSnapshots() == 1);
        }
        await().until(() -> openSnapshots() == 0);
    }

    private static HttpResponse<String> put(String name, String content) {
        return unit.send(unit.request("cell1/__snapshot/" + name)
                .header("Content-Type", "application/zip")
                .PUT(BodyPublishers.ofString(content)));
    }

    private static String head(String method, String name) {
        return anonymousHead(method, name) + "Authorization: Bearer " + unit.unitToken() + "\r\n";
    }

    private static String anonymousHead(String method, String name) {
        return method + " /cell1/__snapshot/" + name + " HTTP/1.1\r\nHost: x\r\n";
    }

    private static String hex(long length) {
        return Long.toHexString(length) + "\r\n";
    }

    private static void nothingIsLeftOf(String name) {
        await().until(() -> temporaries().isEmpty());
        assertThat(code(unit.send(unit.request("cell1/__snapshot/" + name)))).isEqualTo("PR404-DV-0001");
    }

    private static long openSnapshots() throws IOException {
        Path stored = data.resolve("snapshots").toRealPath();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(fd -> isBelow(stored, fd)).count();
        }
    }

    private static boolean isBelow(Path directory, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static List<Path> temporaries() throws IOException {
        return FilesBelow.of(data.resolve("tmp"));
    }
}
