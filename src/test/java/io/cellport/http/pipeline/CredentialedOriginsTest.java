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

class CredentialedOriginsTest {

    private static final String LISTED = "https://app.example";

    @TempDir
    static Path data;

    private static TestUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new TestUnit(config(data)
                .allowedOrigins(LISTED, "https://two.example")
                .url("https://unit.example/")
                .build());
    }

    @AfterAll
    static void stop() {
        unit.close();
    }

    @Test
    void aListedOriginIsNamedAndMayUseTheCookie() throws IOException {
        for (String method : List.of("GET", "OPTIONS")) {
            assertThat(head(method, LISTED))
                    .containsIgnoringCase("access-control-allow-origin: " + LISTED + "\r\n")
                    .containsIgnoringCase("access-control-allow-credentials: true\r\n")
                    .containsPattern("(?i)vary: .*origin\r\n");
        }
    }

    @Test
    void everybodyElseMayReadButNotUseIt() throws IOException {
        for (String origin : List.of("https://evil.example", "null", LISTED + ":8443", "http://app.example", "")) {
            assertThat(head("GET", origin))
                    .containsIgnoringCase("access-control-allow-origin: *\r\n")
                    .containsPattern("(?i)vary: .*origin\r\n")
                    .doesNotContainIgnoringCase("access-control-allow-credentials");
        }
    }

    private static String head(String method, String origin) throws IOException {
        String header = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
        try (RawClient client = new RawClient(unit)) {
            return client.send(method + " / HTTP/1.1\r\nHost: unit.example\r\n" + header + "\r\n")
                    .head();
        }
    }
}
