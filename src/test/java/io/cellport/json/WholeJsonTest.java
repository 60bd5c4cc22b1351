package io.cellport.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeJsonTest {

    private final WholeJson json = new WholeJson(20, 100);

    @Test
    void aDocumentIsReadWithAndWithoutAByteOrderMark() {
        assertThat(json.document(utf8("{\"a\":1}")).orElseThrow().path("a").intValue())
                .isEqualTo(1);
        assertThat(json.document(utf8("\uFEFF{\"a\":1}"))
                        .orElseThrow()
                        .path("a")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "\uFEFF\uFEFF{}",
                "{} {}",
                "{}x",
                "{\"a\":1,\"a\":1}",
                "{\"b\":{\"a\":1,\"\\u0061\":2}}",
                "{'a':1}",
                "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]"
            })
    void aDocumentIsExactlyOneValueWithoutRepeatedKeys(String text) {
        assertThat(json.document(utf8(text))).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreNoDocument() {
        List<String> malformed =
                List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00e3\u0081");
        assertThat(malformed)
                .allSatisfy(
                        bytes -> assertThat(json.document(("\"" + bytes + "\"").getBytes(StandardCharsets.ISO_8859_1)))
                                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"v\":2e0}|2e0",
                "{\"a\":{\"v\":1},\"v\": 2.00 }|2.00",
                "\uFEFF{\"v\":\"2\"}|\"2\"",
                "{\"v\":[1, 2]}|[1, 2]",
                "{\"v\":true,\"w\":1}|true",
                "{\"a\":1}|null",
                "[2]|null"
            })
    void aMemberIsQuotedExactlyAsInTheText(String document, String shown) {
        assertThat(json.asWritten(utf8(document), "v")).isEqualTo(shown);
    }

    @Test
    void ofEqualKeysInARequestBodyTheLastCounts() {
        assertThat(WholeJson.body("{\"a\":1,\"a\":2}").orElseThrow().path("a").intValue())
                .isEqualTo(2);
        assertThat(WholeJson.body("{} x")).isEmpty();
        assertThat(WholeJson.body("\uFEFF{}")).isEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
