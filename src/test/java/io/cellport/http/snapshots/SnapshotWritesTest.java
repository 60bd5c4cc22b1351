package io.cellport.http.snapshots;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.FilesBelow;
import io.cellport.Together;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several clients that change the same at the same time. */
class SnapshotWritesTest {

    private static final int CLIENTS = 6;

    private static final int ROUNDS = 5;

    @TempDir
    Path data;

    @AutoClose
    private TestUnit unit;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(config(data).snapshotsPerCell(10).build());
        unit.createCell("cell1");
    }

    @Test
    void ofManyThatCreateAFileOneDoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String path = "cell1/__snapshot/new" + round + ".zip";
            assertOneWins(together(
                    i -> unit.request(path).header("If-None-Match", "*").PUT(body(i))));
        }
    }

    @Test
    void ofManyThatReplaceOneVersionOneDoes() throws Exception {
        String path = "cell1/__snapshot/file.zip";
        unit.send(unit.request(path).PUT(body(0)));
        for (int round = 0; round < ROUNDS; round++) {
            String tag = header(unit.send(unit.request(path)), "ETag");
            assertOneWins(
                    together(i -> unit.request(path).header("If-Match", tag).PUT(body(i))));
        }
    }

    @Test
    void ofSimultaneousChangesOfOneVersionOneSucceeds() throws Exception {
        String path = "cell1/__snapshot/file.zip";
        for (int round = 0; round < ROUNDS; round++) {
            String tag = header(unit.send(unit.request(path).PUT(body(0))), "ETag");
            List<HttpResponse<String>> answers = together(i -> {
                HttpRequest.Builder request = unit.request(path).header("If-Match", tag);
                return i % 2 == 0 ? request.PUT(body(i)) : request.DELETE();
            });
            // When the file is gone, a PUT creates it, whatever tag it names; so not all of them have lost.
            boolean deleted = answers.stream()
                    .anyMatch(answer -> answer.request().method().equals("DELETE") && answer.statusCode() == 204);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 204))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                    .hasSizeLessThanOrEqualTo(deleted ? 1 : 0);
        }
    }

    @Test
    void aCellNeverHasMoreFilesThanItMay() throws Exception {
        for (int i = 0; i < 8; i++) {
            unit.send(unit.request("cell1/__snapshot/file" + i + ".zip").PUT(body(i)));
        }
        List<HttpResponse<String>> answers =
                together(i -> unit.request("cell1/__snapshot/more" + i + ".zip").PUT(body(i)));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(2);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 400))
                .hasSize(CLIENTS - 2)
                .allSatisfy(answer -> assertThat(code(answer)).isEqualTo("PR400-DV-0007"));
        assertThat(files("snapshots")).hasSize(10);
    }

    @Test
    void anUploadIntoACellThatIsDeletedMeanwhileIsNotFoundAndLeavesNothing() throws Exception {
        try (RawClient client = new RawClient(unit)) {
            client.send("PUT /cell1/__snapshot/late.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + unit.unitToken() + "\r\nContent-Length: 4\r\n\r\nab");
            await().until(() -> files("tmp").size() == 1);
            assertThat(unit.send(unit.request("__ctl/Cell('cell1')").DELETE()).statusCode())
                    .isEqualTo(204);
            client.send("cd");

            assertThat(client.head()).startsWith("HTTP/1.1 404 ");
            assertThat(client.body(23)).contains("PR404-DV-0003");
        }
        assertThat(files("tmp")).isEmpty();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void simultaneousUploadsAndDeletionOfTheirCellLeaveNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String cell = "doomed" + round;
            unit.createCell(cell);
            List<HttpResponse<String>> answers = together(i -> i == 0
                    ? unit.request(cell).header("X-Personium-Recursive", "true").DELETE()
                    : unit.request(cell + "/__snapshot/file" + i + ".zip").PUT(body(i)));

            assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(201, 204, 404);
        }
        await().until(() -> files("tmp").isEmpty());
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    private static HttpRequest.BodyPublisher body(int number) {
        return BodyPublishers.ofByteArray(new byte[10_000 + number]);
    }

    private List<HttpResponse<String>> together(IntFunction<HttpRequest.Builder> request) throws Exception {
        return Together.together(CLIENTS, i -> unit.send(request.apply(i)));
    }

    private static void assertOneWins(List<HttpResponse<String>> answers) {
        assertThat(answers.stream().filter(answer -> answer.statusCode() < 300)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() >= 300))
                .allSatisfy(answer -> assertThat(code(answer)).isEqualTo("PR412-DV-0001"));
    }

    private List<Path> files(String directory) throws IOException {
        return FilesBelow.of(data.resolve(directory));
    }
}
