package io.cellport.http.tus;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Creation, progress, completion and termination of uploads. */
class TusUploadTest {

    private static final TestUnit UNIT = TestUnit.withCells("cell1", "cell2");

    private final TusClient client = new TusClient(UNIT, "cell1");

    @AfterAll
    static void close() {
        UNIT.close();
    }

    @Test
    void anUploadInPiecesBecomesASnapshotWithItsLastByte() {
        String path = client.create("pieces.zip", 10);

        HttpResponse<String> first = client.append(path, 0, "0123");

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(header(first, "Upload-Offset")).isEqualTo("4");
        assertThat(header(first, "Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(header(first, "Upload-Expires")).endsWith(" GMT");
        HttpResponse<String> head = client.head(path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Upload-Offset")).isEqualTo("4");
        assertThat(header(head, "Upload-Length")).isEqualTo("10");
        assertThat(header(head, "Upload-Metadata")).isEqualTo(TusClient.metadata("pieces.zip"));
        assertThat(header(head, "Cache-Control")).isEqualTo("no-store");
        assertThat(UNIT.send(UNIT.request("cell1/__snapshot/pieces.zip")).statusCode())
                .isEqualTo(404);

        HttpResponse<String> last = client.append(path, 4, "456789");

        assertThat(last.statusCode()).isEqualTo(204);
        assertThat(header(last, "Upload-Offset")).isEqualTo("10");
        assertThat(header(last, "Upload-Expires")).isEmpty();
        assertThat(client.stored("pieces.zip")).isEqualTo("0123456789");
    }

    @Test
    void aCompleteUploadIsStillToldSoUntilItsSnapshotIsReplaced() {
        String path = client.create("told.zip", 3);
        client.append(path, 0, "abc");

        assertThat(client.offset(path)).isEqualTo(3);
        assertThat(header(client.head(path), "Upload-Length")).isEqualTo("3");
        assertThat(client.append(path, 3, "").statusCode()).isEqualTo(204);
        assertThat(client.append(path, 0, "abc").statusCode()).isEqualTo(409);

        UNIT.send(UNIT.request("cell1/__snapshot/told.zip").PUT(BodyPublishers.ofString("other")));

        assertThat(client.head(path).statusCode()).isEqualTo(404);
        assertThat(UNIT.send(client.request(path).DELETE()).statusCode()).isEqualTo(404);
        assertThat(client.stored("told.zip")).isEqualTo("other");
    }

    @Test
    void aFailureOfTheServerAtTheLastByteCostsOnlyThatByte() throws IOException {
        UNIT.createCell("failing");
        TusClient own = new TusClient(UNIT, "failing");
        String path = own.create("failed.zip", 6);
        Path noDirectory = UNIT.data().resolve("snapshots").resolve(UNIT.cellId("failing"));
        Files.createFile(noDirectory);

        assertThat(own.append(path, 0, "012345").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(own.offset(path)).isEqualTo(5);

        Files.delete(noDirectory);
        assertThat(own.append(path, 5, "5").statusCode()).isEqualTo(204);
        assertThat(own.stored("failed.zip")).isEqualTo("012345");
    }

    @Test
    void aFileWithoutBytesIsStoredAtOnce() {
        HttpResponse<String> created = UNIT.send(client.creation("nothing.zip", "0"));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(client.stored("nothing.zip")).isEmpty();
        assertThat(client.offset(client.path(created))).isZero();
    }

    @Test
    void aTerminatedUploadIsGoneAndItsBytesToo() {
        String path = client.create("gone.zip", 100);
        client.append(path, 0, "some");

        assertThat(UNIT.send(client.request(path).DELETE()).statusCode()).isEqualTo(204);

        assertThat(client.head(path).statusCode()).isEqualTo(404);
        assertThat(client.append(path, 4, "more").statusCode()).isEqualTo(404);
        assertThat(UNIT.send(client.request(path).DELETE()).statusCode()).isEqualTo(404);
        assertThat(UNIT.data().resolve("uploads").resolve(path.replaceAll(".*/", "")))
                .doesNotExist();
    }

    @Test
    void aTerminationOfACompleteUploadDeletesItsSnapshot() {
        String path = client.create("deleted.zip", 1);
        client.append(path, 0, "x");

        assertThat(UNIT.send(client.request(path).DELETE()).statusCode()).isEqualTo(204);

        assertThat(UNIT.send(UNIT.request("cell1/__snapshot/deleted.zip")).statusCode())
                .isEqualTo(404);
        assertThat(client.head(path).statusCode()).isEqualTo(404);
    }

    @Test
    void anUploadBelongsToItsCellAndGoesWithIt() {
        UNIT.createCell("cell3");
        TusClient own = new TusClient(UNIT, "cell3");
        String path = own.create("file.zip", 5);
        own.append(path, 0, "1234");
        String id = path.replaceAll(".*/", "");

        assertThat(client.head("cell2/__upload/" + id).statusCode()).isEqualTo(404);
        assertThat(client.append("cell2/__upload/" + id, 4, "5").statusCode()).isEqualTo(404);
        assertThat(UNIT.send(client.request("cell2/__upload/" + id).DELETE()).statusCode())
                .isEqualTo(404);
        assertThat(UNIT.data().resolve("uploads").resolve(id)).hasContent("1234");

        UNIT.deleteCell("cell3");

        assertThat(UNIT.data().resolve("uploads").resolve(id)).doesNotExist();
        assertThat(own.head(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theTypeInTheMetadataIsThatOfTheSnapshot() {
        HttpResponse<String> created = UNIT.send(client.request("cell1/__upload")
                .header("Upload-Length", "1")
                .header("Upload-Metadata", TusClient.metadata("typed.zip") + ", filetype YXBwbGljYXRpb24vemlw,flag")
                .POST(BodyPublishers.noBody()));
        client.append(client.path(created), 0, "x");

        String properties = UNIT.send(UNIT.request("cell1/__snapshot/typed.zip")
                        .header("Depth", "0")
                        .method("PROPFIND", BodyPublishers.noBody()))
                .body();
        assertThat(properties).contains("<getcontenttype>application/zip</getcontenttype>");
    }

    @Test
    void aCheckedPieceCountsOnlyAsAWhole() {
        String path = client.create("checked.zip", 22);

        HttpResponse<String> wrong = UNIT.send(client.patch(path, "0", BodyPublishers.ofString("hello w0rld"))
                .header("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="));

        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(code(wrong)).isEqualTo("PR460-CM-0001");
        assertThat(client.offset(path)).isZero();
        assertThat(UNIT.send(client.patch(path, "0", BodyPublishers.ofString("hello world"))
                                .header("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="))
                        .statusCode())
                .isEqualTo(204);
        assertThat(UNIT.send(client.patch(path, "11", BodyPublishers.ofString("hello world"))
                                .header("Upload-Checksum", "sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="))
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.stored("checked.zip")).isEqualTo("hello worldhello world");
    }

    @Test
    void theMethodCanStandInAHeader() {
        String path = client.create("overridden.zip", 2);

        HttpResponse<String> appended = UNIT.send(client.request(path)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", "0")
                .POST(BodyPublishers.ofString("ok")));

        assertThat(appended.statusCode()).isEqualTo(204);
        assertThat(client.stored("overridden.zip")).isEqualTo("ok");
    }

    @Test
    void optionsTellWhatIsSpoken() {
        HttpResponse<String> told =
                UNIT.send(UNIT.request("cell1/__upload").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(header(told, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(told, "Tus-Extension")).isEqualTo("creation,expiration,checksum,termination");
        assertThat(header(told, "Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
        assertThat(header(told, "Tus-Max-Size")).isEqualTo(Long.toString(16L << 30));
        assertThat(header(told, "Allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void browsersMaySendTheMethodAndReadTheHeaders() {
        HttpResponse<String> preflight = UNIT.send(UNIT.anonymous("cell1/__upload/x")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,tus-resumable,upload-offset")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(header(preflight, "Access-Control-Allow-Methods")).endsWith(", PATCH");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("upload-offset");

        HttpResponse<String> created =
                UNIT.send(client.creation("browser.zip", "1").header("Origin", "https://app.example"));
        assertThat(header(created, "Access-Control-Expose-Headers"))
                .contains("Location", "Upload-Offset", "Upload-Length", "Upload-Expires", "Tus-Resumable");
    }
}
