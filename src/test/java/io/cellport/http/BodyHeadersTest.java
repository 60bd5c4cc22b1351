package io.cellport.http;

import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers by which a body would mean something else than its bytes: refused, with what is stored as it was. */
class BodyHeadersTest {

    private static final String FILE = "cell1/__snapshot/file.zip";

    /** SHA-256 of "abc". */
    private static final String ABC = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells("cell1");

    @BeforeEach
    void storeAFile() {
        assertThat(put("before").statusCode()).isIn(201, 204);
    }

    @AfterEach
    void noUploadIsLeft() {
        assertThat(unit.data().resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 3-5/6", "bytes 0-2/3", "bytes 3-5/*", "nonsense"})
    void aPartOfAFileIsNotTakenForTheFile(String range) {
        HttpResponse<String> refused = put("abc", "Content-Range", range);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("PR400-OD-0041");
        assertStored("before");
    }

    @Test
    void aPartIsRefusedBeforeItIsSent() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send("PUT /" + FILE + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken()
                    + "\r\nExpect: 100-continue\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 400 ");
        }
        assertStored("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "identity, br", "aes128gcm"})
    void anEncodedBodyIsNotTakenForTheFile(String encoding) {
        HttpResponse<String> refused = put("abc", "Content-Encoding", encoding);

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(code(refused)).isEqualTo("PR415-MC-0001");
        assertStored("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", "", ", identity"})
    void aBodyThatIsWhatItIsIsStored(String encoding) {
        assertThat(put("abc", "Content-Encoding", encoding).statusCode()).isEqualTo(204);
        assertStored("abc");
    }

    @Test
    void anOverrideCanSayThatABodyIsEncodedButNotThatItIsNot() {
        assertThat(put("abc", "X-Override", "Content-Encoding: gzip").statusCode())
                .isEqualTo(415);
        assertThat(put("abc", "Content-Encoding", "gzip", "X-Override", "Content-Encoding: identity")
                        .statusCode())
                .isEqualTo(415);
        assertStored("before");
    }

    @Test
    void everyBodyThatIsReadIsHeldToTheSame() {
        for (HttpRequest.Builder request : List.of(
                unit.request("cell1/__import").POST(BodyPublishers.ofString("{\"Name\":\"file\"}")),
                unit.request("__ctl/Cell").POST(BodyPublishers.ofString("{\"Name\":\"cell2\"}")),
                unit.anonymous("cell1/__token").POST(BodyPublishers.ofString("grant_type=password")),
                unit.request("cell1/__snapshot")
                        .header("Depth", "0")
                        .method("PROPFIND", BodyPublishers.ofString("<propfind xmlns=\"DAV:\"/>")))) {
            assertThat(unit.send(request.header("Content-Encoding", "gzip")).statusCode())
                    .isEqualTo(415);
        }
        assertThat(unit.send(unit.request("__ctl/Cell('cell2')")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Digest", "Repr-Digest"})
    void aDigestThatFitsIsNoHindrance(String header) {
        assertThat(put("abc", header, "sha-512=:AAAA:, sha-256=:" + ABC + ":").statusCode())
                .isEqualTo(204);
        assertStored("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Digest", "Repr-Digest"})
    void aDigestOfSomethingElseKeepsTheFileAsItWas(String header) {
        for (String digest : List.of("sha-256=:" + ABC + ":", "sha-512=:AAAA:, sha-256=:AAAA:", "sha-256=nonsense")) {
            HttpResponse<String> refused = put("abd", header, digest);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(code(refused)).isEqualTo("PR400-OD-0041");
        }
        assertStored("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-512=:AAAA:", "md5=:AAAA:", "sha-256-x=:AAAA:"})
    void anotherAlgorithmIsIgnored(String digest) {
        assertThat(put("abc", "Content-Digest", digest).statusCode()).isEqualTo(204);
        assertStored("abc");
    }

    private static HttpResponse<String> put(String content, String... headers) {
        HttpRequest.Builder request = unit.request(FILE).PUT(BodyPublishers.ofString(content));
        return unit.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static void assertStored(String content) {
        assertThat(unit.send(unit.request(FILE)).body()).isEqualTo(content);
    }
}
