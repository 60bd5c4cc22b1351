package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no valid request is answered like every other error, and is nobody's defect. */
class BrokenRequestTest {

    @TempDir
    static Path data;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(data);
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1|Connection: close||', PR400-CM-0006",
        "'GET / HTTP/1.1|Host: localhost:99999|Connection: close||', PR400-CM-0006",
        "'GET / HTTP/1.1|Host: a/b|Connection: close||', PR400-CM-0006",
        "'GET / HTTP/1.1|Host: a|Host: b|Connection: close||', PR400-OD-0041",
        "'GET ? HTTP/1.1|Host: a|Connection: close||', PR400-CM-0006",
        "'GET / HTTP/1.1\nHost: localhost\n\n', PR400-CM-0006",
        "'PUT / HTTP/1.1|Host: a|Content-Length: x||', PR400-CM-0006",
        "'PUT / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||', PR400-CM-0006",
        "'GET / HTTP/1.1|Host: a|X : b||', PR400-CM-0006",
        "'GET / HTTP/1.2|Host: a|Connection: close||', PR501-CM-0001",
        "'GET / HTTP/3.0|Host: a|Connection: close||', PR501-CM-0001",
        "'GET nothing HTTP/1.1|Host: a|Connection: close||', PR404-MC-0001"
    })
    void itIsRefusedWithACodeAndLeavesNoErrorInTheLog(String request, String code) throws Exception {
        try (LogCapture log = new LogCapture()) {
            assertRefusal(answer(request.replace("|", "\r\n")), code);
            assertThat(log.text()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    void aLineThatIsTooLong() throws IOException {
        assertRefusal(answer("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), "PR414-CM-0001");
    }

    @Test
    void aHeaderThatIsTooLarge() throws IOException {
        assertRefusal(answer("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"), "PR431-CM-0001");
    }

    @Test
    void aRequestOfHttp10NeedsNoHost() throws IOException {
        assertThat(answer("GET /__openapi.json HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200 ");
    }

    private static String answer(String request) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            return client.send(request).untilClosed();
        }
    }

    private static void assertRefusal(String answer, String code) {
        List<String> parts = List.of(answer.split("\r\n\r\n", 2));
        assertThat(parts).as(answer).hasSize(2);
        String head = parts.get(0).toLowerCase(Locale.ROOT);
        assertThat(head)
                .contains(" " + code.substring(2, 5) + " ", "content-type: application/json", "x-personium-version:");
        JsonObject body = new JsonObject(parts.get(1));
        assertThat(body.getString("code")).isEqualTo(code);
        assertThat(body.getJsonObject("message").getString("value")).isNotEmpty();
    }
}
