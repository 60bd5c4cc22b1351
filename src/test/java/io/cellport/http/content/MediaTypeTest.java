package io.cellport.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain | text/plain",
                "text/plain; charset=UTF-8 | text/plain;charset=UTF-8",
                "text/plain ;charset=UTF-8 ; a=b | text/plain;charset=UTF-8;a=b",
                "multipart/mixed; boundary=\"a; b\" | multipart/mixed; boundary=\"a; b\"",
                "application/vnd.x+json | application/vnd.x+json",
            })
    void aTypeIsSentWithoutBlanks(String stored, String sent) {
        assertThat(MediaType.normal(stored)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "text/plain;",
                "text/plain\r\nX: y",
                "text/\u65e5",
                "a/b;c=\"\n\"",
                "a/b, c/d"
            })
    void whatIsNoTypeIsThatOfAnyBytes(String stored) {
        assertThat(MediaType.normal(stored)).isEqualTo("application/octet-stream");
        assertThat(MediaType.normal("a/" + "b".repeat(10_000))).isEqualTo("application/octet-stream");
    }
}
