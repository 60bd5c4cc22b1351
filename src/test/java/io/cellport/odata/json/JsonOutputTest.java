package io.cellport.odata.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** JSON text in the form that clients of the reference see. */
class JsonOutputTest {

    private final JsonOutput out = new JsonOutput();

    private String taken() {
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    @Test
    void escapesSlashesQuotesAndControlCharacters() {
        out.text("a/\"\\\b\t\n\f\r\u0001\u001f");
        assertThat(taken()).isEqualTo("\"a\\/\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\"");
    }

    @Test
    void writesAllElseAsItIs() {
        out.text("é 東京 😀 \u200d \u007f");
        assertThat(taken()).isEqualTo("\"é 東京 😀 \u200d \u007f\"");
    }

    @Test
    void keepsHalfASurrogatePair() {
        out.text("a\ud83db\ude00");
        assertThat(taken()).isEqualTo("\"a\\ud83db\\ude00\"");
    }

    @Test
    void handsOutEachByteOnce() {
        out.name("n").raw("1");
        assertThat(out.size()).isEqualTo(5);
        assertThat(taken()).isEqualTo("\"n\":1");
        out.text("x".repeat(3 << 20));
        assertThat(taken()).hasSize((3 << 20) + 2);
        assertThat(taken()).isEmpty();
    }
}
