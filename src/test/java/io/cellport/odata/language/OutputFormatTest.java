package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.error.ApiException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormatTest {

    private static final Query NONE = Query.parse("");

    private static String refusal(Query query, String accept) {
        return catchThrowableOfType(ApiException.class, () -> OutputFormat.check(query, Optional.of(accept)))
                .error()
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "*/*", "text/html, application/json;odata=verbose", "text/html,*/*;q=0.1"})
    void jsonIsSentToWhoeverTakesIt(String accept) {
        assertThatCode(() -> OutputFormat.check(NONE, Optional.of(accept))).doesNotThrowAnyException();
    }

    @Test
    void withoutAcceptJsonIsSent() {
        assertThatCode(() -> OutputFormat.check(NONE, Optional.empty())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/atom+xml", "application/xml", "Application/JSON", "", ","})
    void whoeverDoesNotTakeItIsTold(String accept) {
        assertThat(refusal(NONE, accept)).isEqualTo("Not Acceptable:[" + accept + "].");
    }

    @ParameterizedTest
    @CsvSource({
        "atom, Not Acceptable:[atom].",
        "xml, $format value [xml] is invalid.",
        "'', $format value [] is invalid."
    })
    void theFormatGoesBeforeAccept(String format, String text) {
        assertThat(refusal(Query.parse("$format=" + format), "application/json"))
                .isEqualTo(text);
        assertThatCode(() -> OutputFormat.check(Query.parse("$format=json"), Optional.of("text/html")))
                .doesNotThrowAnyException();
    }
}
