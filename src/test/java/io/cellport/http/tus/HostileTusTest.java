package io.cellport.http.tus;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are wrong, or that go away. */
class HostileTusTest {

    private static final TestUnit UNIT = TestUnit.withCells("cell1");

    private final TusClient client = new TusClient(UNIT, "cell1");

    @AfterAll
    static void close() {
        UNIT.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1", "007", "99999999999999999999", "x", "0x0"})
    void aBodyThatDoesNotGoOnWhereTheUploadIsChangesNothing(String offset) {
        String path = client.create("offset.zip", 10);

        HttpResponse<String> refused = UNIT.send(client.patch(path, offset, BodyPublishers.ofString("abc")));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("PR409-CM-0004");
        assertThat(client.offset(path)).isZero();
    }

    @Test
    void aBodyNeedsItsOffsetAndItsType() {
        String path = client.create("headers.zip", 10);

        assertThat(UNIT.send(client.request(path)
                                .header("Content-Type", "application/offset+octet-stream")
                                .method("PATCH", BodyPublishers.ofString("abc")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(UNIT.send(client.request(path)
                                .header("Content-Type", "application/octet-stream")
                                .header("Upload-Offset", "0")
                                .method("PATCH", BodyPublishers.ofString("abc")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(UNIT.send(client.patch(path, "0", BodyPublishers.ofString("abc"))
                                .header("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(client.offset(path)).isZero();
    }

    @Test
    void aClientOfAnotherVersionLearnsWhichOneIsSpoken() {
        for (HttpRequest.Builder request : new HttpRequest.Builder[] {
            UNIT.request("cell1/__upload").header("Tus-Resumable", "0.2.2"), UNIT.request("cell1/__upload")
        }) {
            HttpResponse<String> refused = UNIT.send(request.POST(BodyPublishers.noBody()));

            assertThat(refused.statusCode()).isEqualTo(412);
            assertThat(header(refused, "Tus-Version")).isEqualTo("1.0.0");
            assertThat(header(refused, "Tus-Resumable")).isEqualTo("1.0.0");
        }
    }

    @Test
    void moreThanWasAnnouncedIsRefusedAndThrownAway() {
        String path = client.create("more.zip", 4);
        client.append(path, 0, "ab");

        assertThat(client.append(path, 2, "cde").statusCode()).isEqualTo(413);
        HttpResponse<String> chunked = UNIT.send(client.patch(
                path, "2", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("cdefgh".getBytes(UTF_8)))));

        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(client.offset(path)).isEqualTo(2);
        assertThat(UNIT.send(client.patch(
                                path,
                                "2",
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("cd".getBytes(UTF_8)))))
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.stored("more.zip")).isEqualTo("abcd");
    }

    @ParameterizedTest
    @CsvSource({"-1,400", "x,400", "1.5,400", "'',400", "9999999999999999999,400", "17179869185,413", "10000000000,201"
    })
    void theLengthIsANumberWithinTheLimit(String length, int status) {
        HttpResponse<String> answer = UNIT.send(client.creation("length.zip", length));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void aLengthThatComesLaterIsNotOffered() {
        HttpResponse<String> refused = UNIT.send(client.request("cell1/__upload")
                .header("Upload-Defer-Length", "1")
                .header("Upload-Metadata", TusClient.metadata("later.zip"))
                .POST(BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("PR400-OD-0041");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filename ???|400",
                "filename YS56aXA=,filename Yi56aXA=|400",
                "filename Li4vYS56aXA=|403",
                "filename|403",
                "other YS56aXA=|400",
                ",|400",
                "filename YS56aXA|201"
            })
    void theNameFollowsTheRuleOfPut(String metadata, int status) {
        HttpResponse<String> answer = UNIT.send(client.request("cell1/__upload")
                .header("Upload-Length", "1")
                .header("Upload-Metadata", metadata)
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5 CY9rzUYh03PK3k6DJie09g==", "sha1", "sha1 ???", "SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="})
    void aChecksumThatCannotBeReadIsRefused(String checksum) {
        String path = client.create("sum.zip", 3);

        HttpResponse<String> refused = UNIT.send(
                client.patch(path, "0", BodyPublishers.ofString("abc")).header("Upload-Checksum", checksum));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(client.offset(path)).isZero();
    }

    @Test
    void idsThatAreNoUploadsAreNotThere() throws IOException {
        for (String id : new String[] {"x", "..%2F..%2Funit.db", "..", "%00", "00000000-0000-0000-0000-000000000000"}) {
            String path = "cell1/__upload/" + id;
            assertThat(client.head(path).statusCode()).as(id).isEqualTo(404);
            assertThat(client.append(path, 0, "x").statusCode()).as(id).isEqualTo(404);
            assertThat(UNIT.send(client.request(path).DELETE()).statusCode())
                    .as(id)
                    .isEqualTo(404);
        }
        assertThat(Files.exists(UNIT.data().resolve("unit.db"))).isTrue();
    }

    @Test
    void conditionsCountWhenTheSnapshotIsStored() {
        String path = client.create("condition.zip", 3);
        client.append(path, 0, "ab");
        UNIT.send(UNIT.request("cell1/__snapshot/condition.zip").PUT(BodyPublishers.ofString("old")));

        HttpResponse<String> refused =
                UNIT.send(client.patch(path, "2", BodyPublishers.ofString("c")).header("If-None-Match", "*"));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(client.stored("condition.zip")).isEqualTo("old");
        assertThat(client.offset(path)).isEqualTo(2);
        assertThat(client.append(path, 2, "c").statusCode()).isEqualTo(204);
        assertThat(client.stored("condition.zip")).isEqualTo("abc");
        assertThat(UNIT.send(client.creation("condition.zip", "9").header("If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void aBrokenConnectionKeepsWhatHasCome() throws IOException {
        String path = client.create("broken.zip", 100);

        try (RawClient leaving = client.beginBody(path, 0, 100, "0123456789")) {
            await().until(() -> written(path) == 10);
        }

        await().until(() -> client.offset(path) == 10);
        // The writer lets go of the upload a moment after it has recorded the offset.
        await().until(() -> client.append(path, 10, "x".repeat(90)).statusCode() == 204);
        assertThat(client.stored("broken.zip")).isEqualTo("0123456789" + "x".repeat(90));
    }

    @Test
    void aSecondWriterIsRefusedAndEndsTheFirst() throws IOException {
        String path = client.create("two.zip", 20);
        try (RawClient silent = client.beginBody(path, 0, 20, "01234")) {
            await().until(() -> written(path) == 5);

            HttpResponse<String> refused = client.append(path, 0, "abcde");

            assertThat(refused.statusCode()).isEqualTo(423);
            assertThat(code(refused)).isEqualTo("PR423-CM-0001");
            assertThat(silent.head()).startsWith("HTTP/1.1 423 ");
        }
        assertThat(client.offset(path)).isEqualTo(5);
        await().until(() -> client.append(path, 5, "56789").statusCode() == 204);
        assertThat(client.append(path, 10, "0123456789").statusCode()).isEqualTo(204);
        assertThat(client.stored("two.zip")).isEqualTo("01234567890123456789");
    }

    private long written(String path) throws IOException {
        return Files.exists(client.bytes(path)) ? Files.size(client.bytes(path)) : 0;
    }
}
