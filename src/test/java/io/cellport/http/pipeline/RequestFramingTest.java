package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where one request ends and the next begins is what a proxy in front may be made to see differently; so what is not
 * plain is refused together with its connection.
 */
class RequestFramingTest {

    /** What a client would like to have taken for a request of somebody else. */
    private static final String SMUGGLED = "GET /__openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    static Path data;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
        unit.createCell("cell1");
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: $n|Transfer-Encoding: chunked||0||",
                "Transfer-Encoding: chunked|Content-Length: $n||0||",
                "Content-Length: 0|Content-Length: $n||",
                "Content-Length: $n|Content-Length: 0||",
                "Content-Length: $n|Content-Length: $n||",
                "Content-Length: 0, $n||",
                "Content-Length: $n, $n||",
                "Content-Length: +$n||",
                "Content-Length: -1||",
                "Content-Length: 0x10||",
                "Content-Length: 1e1||",
                "Content-Length: 99999999999999999999||",
                "Content-Length:||",
                "Content-Length:| $n||",
                "Content-Length : $n||",
                "Content-Length\0: $n||",
                "Transfer-Encoding: xchunked||0||",
                "Transfer-Encoding: chunked, identity||0||",
                "Transfer-Encoding: identity|Content-Length: $n||",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity||0||",
                "Transfer-Encoding : chunked||0||",
                "Transfer-Encoding: \u000bchunked||0||",
                "Transfer-Encoding: chunked||-1||",
                "Transfer-Encoding: chunked||0x0||",
                "Transfer-Encoding: chunked||1|ab|0||",
                "Transfer-Encoding: chunked||0\n\n",
                "Transfer-Encoding: chunked||ffffffffffffffff0||",
                "X: a\nContent-Length: $n||",
                "X: a\rContent-Length: $n||"
            })
    void aRequestWhoseEndIsInDoubtEndsItsConnection(String rest) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(put(rest));

            assertThat(client.untilClosed().split("HTTP/1\\.1 ", -1))
                    .hasSizeLessThanOrEqualTo(2)
                    .noneMatch(answer -> answer.startsWith("2"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Xength: $n||",
                "X-Content-Length: $n||",
                "Content_Length: $n||",
                "X-A: b| Content-Length: $n||",
                "Content-Length: 0 ||",
                "Transfer-Encoding: Chunked||0||",
                "Transfer-Encoding:| chunked||0||",
                "Transfer-Encoding: chunked||0;a=b||",
                "Transfer-Encoding: chunked||0|Content-Length: $n||"
            })
    void whatIsPlainIsCutWhereTheStandardSays(String rest) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(put(rest));

            assertThat(client.head()).startsWith("HTTP/1.1 20");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ").contains("application/json");
        }
    }

    private static String put(String rest) {
        return "PUT /cell1/__snapshot/a.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken() + "\r\n"
                + rest.replace("|", "\r\n").replace("$n", Integer.toString(SMUGGLED.length()))
                + SMUGGLED;
    }
}
