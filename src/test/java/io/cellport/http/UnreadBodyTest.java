package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of a connection when a request is answered before its body was read. */
class UnreadBodyTest {

    /** More than the kernel keeps for a client that does not read. */
    private static final int LONG = 32 << 20;

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells("cell1");

    @Test
    void aSmallBodyThatNobodyWantedLeavesTheConnectionUsable() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            String refused = "POST /cell1/__import HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde";
            client.send(refused + refused);

            for (int i = 0; i < 2; i++) {
                assertThat(client.answer()).startsWith("HTTP/1.1 401 ").doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void aLargeBodyThatNobodyWantedEndsTheConnectionAfterTheAnswer() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(anonymousHead("PUT", "a.zip") + "Content-Length: 8000000\r\n\r\n")
                    .fill(8_000_000);

            assertThat(client.answer())
                    .startsWith("HTTP/1.1 401 ")
                    .containsIgnoringCase("connection: close")
                    .contains("PR401-AU-0001");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void nothingIsARequestAfterTheAnswerThatEndsTheConnection() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(anonymousHead("PUT", "a.zip") + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
                    + anonymousHead("GET", "b.zip") + "\r\n"
                    + anonymousHead("GET", "c.zip") + "\r\n");

            assertThat(client.untilClosed())
                    .containsOnlyOnce("HTTP/1.1 ")
                    .containsIgnoringCase("connection: close")
                    .contains("PR401-AU-0001");
        }
    }

    @Test
    void aLongAnswerIsSentToItsEndBeforeTheConnectionEnds() throws IOException {
        unit.send(unit.request("cell1/__snapshot/long.zip").PUT(BodyPublishers.ofByteArray(new byte[LONG])));
        String endless = "Authorization: Bearer " + unit.unitToken() + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (RawClient slow = new RawClient(unit);
                RawClient other = new RawClient(unit)) {
            slow.send(anonymousHead("GET", "long.zip") + endless);
            assertThat(slow.head()).startsWith("HTTP/1.1 200 ");

            // Whatever time the end of a connection is given has passed when that of this one has come.
            other.send(anonymousHead("GET", "none.zip") + endless).untilClosed();

            assertThat(slow.bytes(LONG)).hasSize(LONG);
        }
    }

    private static String anonymousHead(String method, String name) {
        return method + " /cell1/__snapshot/" + name + " HTTP/1.1\r\nHost: x\r\n";
    }
}
