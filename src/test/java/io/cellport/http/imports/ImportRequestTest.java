package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRequestTest {

    @Test
    void theNameIsTaken() {
        assertThat(ImportRequest.parse("{\"Name\":\"a_B-9\"}").name()).isEqualTo("a_B-9");
        assertThat(ImportRequest.parse(" {\"name\":1,\"Name\":null,\"Name\":\"x\",\"More\":[]} ")
                        .name())
                .isEqualTo("x");
        assertThat(ImportRequest.parse("{\"Name\":\"" + "x".repeat(192) + "\"}").name())
                .hasSize(192);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{\"Name\":\"a\"",
                "{\"Name\":\"a\"} x",
                "{\"Name\":\"a\"}{}",
                "\uFEFF{\"Name\":\"a\"}",
                "{Name:'a'}",
                "{\"Name\":\"a\",}",
                "NaN"
            })
    void anythingButOneJsonValueIsAParseErrorThatShowsTheBody(String body) {
        assertThat(refusalOf(body)).isEqualTo("PR400-CM-0004 JSON parse error. [" + body + "].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Name\":null}", "{\"name\":\"a\"}"})
    void aMissingNameIsNamed(String body) {
        assertThat(refusalOf(body)).isEqualTo("PR400-CM-0001 Required key [Name] missing.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "\"x\"",
                "{\"Name\":1}",
                "{\"Name\":{}}",
                "{\"Name\":[\"a\"]}",
                "{\"Name\":true}",
                "{\"Name\":\"\"}",
                "{\"Name\":\"a.b\"}",
                "{\"Name\":\"../a\"}",
                "{\"Name\":\"a b\"}",
                "{\"Name\":\"a\\n\"}",
                "{\"Name\":\"\u00e9\"}"
            })
    void anythingThatIsNoNameIsAFormatError(String body) {
        assertThat(refusalOf(body))
                .isEqualTo("PR400-CM-0002 Field [Name] format error. Must be [^[a-zA-Z0-9-_]{1,192}$].");
    }

    @Test
    void aNameHasAtMost192Characters() {
        assertThat(refusalOf("{\"Name\":\"" + "x".repeat(193) + "\"}")).startsWith("PR400-CM-0002");
    }

    @Test
    void deepNestingIsAParseError() {
        assertThat(refusalOf("[".repeat(30_000))).startsWith("PR400-CM-0004");
    }

    private static String refusalOf(String body) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> ImportRequest.parse(body));
        return refusal.error().code().code() + " " + refusal.error().text();
    }
}
