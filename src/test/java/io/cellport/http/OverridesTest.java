package io.cellport.http;

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
    void laterLinesWinWhateverTheirCase() {
        assertThat(Overrides.parse(List.of("Depth: 0", "DEPTH: 1")).get("depth"))
                .isEqualTo("1");
    }
}
