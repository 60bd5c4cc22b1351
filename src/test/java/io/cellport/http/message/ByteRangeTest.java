package io.cellport.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10, bytes 0-9/100",
        "bytes=0-0, 0, 1, bytes 0-0/100",
        "bytes=99-, 99, 1, bytes 99-99/100",
        "bytes=90-1000, 90, 10, bytes 90-99/100",
        "bytes=0-99999999999999999999, 0, 100, bytes 0-99/100",
        "bytes=-1, 99, 1, bytes 99-99/100",
        "bytes=-1000, 0, 100, bytes 0-99/100",
        "BYTES = 5-6, 5, 2, bytes 5-6/100"
    })
    void oneRangeIsAPart(String header, long first, long length, String contentRange) {
        ByteRange range = ByteRange.of(header, 100).orElseThrow();

        assertThat(range).isEqualTo(new ByteRange(first, length));
        assertThat(range.contentRange(100)).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeBehindTheEndIsEmpty(String header) {
        ByteRange range = ByteRange.of(header, 100).orElseThrow();

        assertThat(range.isEmpty()).isTrue();
        assertThat(range.contentRange(100)).isEqualTo("bytes */100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-5", "bytes=0-0"})
    void anEmptyFileHasNoPart(String header) {
        assertThat(ByteRange.of(header, 0).orElseThrow().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "bytes=a-b", "lines=0-1", "bytes=1"})
    void anythingElseMeansTheWholeFile(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }
}
