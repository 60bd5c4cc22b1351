package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverridesTest {

    @Test
    void aLineIsCutAtItsFirstColonAndTrimmed() {
        assertThat(Overrides.parse(List.of(" If-Match :  \"1-2\" ", "X-Url:http://a:1/", "Accept:")))
                .containsOnly(entry("If-Match", "\"1-2\""), entry("X-Url", "http://a:1/"), entry("Accept", ""));
    }

    @Test
    void linesWithoutANameAreIgnored() {
        assertThat(Overrides.parse(List.of("", "nothing", ":value"))).isEmpty();
    }

    @Test
    void whatProxiesTellAndHowARequestIsFramedCannotBeOverridden() {
        assertThat(Overrides.parse(List.of(
                        "X-Forwarded-For: 10.0.0.1",
                        " x-forwarded-path : /c1/__import",
                        "X-Forwarded-Host: other",
                        "X-Forwarded-Anything: x",
                        "Forwarded: for=10.0.0.1",
                        "Host: other",
                        "Content-Length: 0",
                        "Transfer-Encoding: chunked",
                        "Connection: close",
                        "Proxy-Authorization: Basic eDp4",
                        "Depth: 1")))
                .containsOnly(entry("Depth", "1"));
    }

    @Test
    void laterLinesWinWhateverTheirCase() {
        assertThat(Overrides.parse(List.of("Depth: 0", "DEPTH: 1")).get("depth"))
                .isEqualTo("1");
    }
}
