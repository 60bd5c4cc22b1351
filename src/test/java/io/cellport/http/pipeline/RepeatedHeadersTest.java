package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a header that comes in several lines means: a list goes on, of anything else nobody guesses which line counts.
 */
class RepeatedHeadersTest {

    @TempDir
    static Path data;

    private static TestUnit unit;

    private static String token;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data).trustedProxies(List.of("127.0.0.1")).build());
        unit.createCell("cell1");
        token = "Authorization: Bearer " + unit.unitToken();
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Path"})
    void twoWordsOfAProxyAreRefused(String header) throws IOException {
        assertRefused(header, send("GET /", header + ": a", header + ": a"));
    }

    @Test
    void twoCredentialsAreRefusedAndNotRepeated() throws IOException {
        String answer = send("GET /cell1/__import", token, "Authorization: Bearer garbage");

        assertRefused("Authorization", answer);
        assertThat(answer).doesNotContain("garbage", "eyJ");
    }

    @Test
    void twoOverridingMethodsAreRefused() throws IOException {
        assertRefused(
                "X-HTTP-Method-Override",
                send("POST /cell1/__import", token, "X-HTTP-Method-Override: GET", "X-HTTP-Method-Override: DELETE"));
    }

    @Test
    void twoDepthsAreRefused() throws IOException {
        assertRefused("Depth", send("PROPFIND /cell1/__snapshot", token, "Depth: 0", "Depth: 1"));
    }

    @Test
    void twoRequestKeysAreRefused() throws IOException {
        String answer = send("GET /", "X-Personium-RequestKey: a", "X-Personium-RequestKey: b");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("PR400-EV-0002");
    }

    @Test
    void tagsInSeveralLinesAreOneList() throws IOException {
        String current = send("GET /cell1/__import", token);
        String tag = current.replaceAll("(?s).*etag: (\\S+).*", "$1");

        assertThat(send("GET /cell1/__import", token, "If-None-Match: \"old\"", "If-None-Match: " + tag))
                .startsWith("HTTP/1.1 304 ");
    }

    @Test
    void preferencesInSeveralLinesAreOneList() throws IOException {
        assertThat(send("GET /cell1/__import", token, "Prefer: respond-async", "Prefer: wait=1"))
                .containsIgnoringCase("preference-applied: wait=1");
    }

    @Test
    void everyLineOfAcceptIsLookedAt() throws IOException {
        assertThat(send("GET /", "Accept: text/html", "Accept: garbage")).startsWith("HTTP/1.1 406 ");
    }

    @Test
    void headersThatABrowserAsksForAreAllAllowed() throws IOException {
        assertThat(send(
                        "OPTIONS /cell1/__import",
                        "Origin: https://app.example",
                        "Access-Control-Request-Headers: depth",
                        "Access-Control-Request-Headers: prefer"))
                .containsIgnoringCase("access-control-allow-headers: depth,prefer\r\n");
    }

    private static void assertRefused(String header, String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("Request header " + header + " value is invalid [2 lines].")
                .contains("PR400-OD-0041");
    }

    private static String send(String request, String... headers) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            return client.send(request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n"
                            + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n") + "\r\n")
                    .untilClosed();
        }
    }
}
