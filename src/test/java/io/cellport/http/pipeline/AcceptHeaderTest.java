package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "*/*;q=0",
                "application/json;q=0.9, text/html",
                "text/html, image/gif, *; q=.2, */*; q=.2",
                "text/plain; format=\"a,b;c\", application/vnd.api+json",
                " text/* , ",
            })
    void listsOfMediaRangesAreReadable(String value) {
        assertThat(AcceptHeader.isReadable(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "text/html, garbage", "a/b/c", "text /html", "/", "text/", ";q=1", "a/b c"})
    void anythingElseIsNot(String value) {
        assertThat(AcceptHeader.isReadable(value)).isFalse();
    }
}
