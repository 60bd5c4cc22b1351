package io.cellport.http.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferredWaitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wait=1 | 1",
                "Wait = 60 | 60",
                "wait=61 | 60",
                "wait=999999999999999999 | 60",
                "respond-async, wait=10; x=y | 10",
                "wait=\"5\" | 5",
                "wait=3, wait=9 | 3",
                "wait=0 | 0",
                "wait | 0",
                "wait=-1 | 0",
                "wait=1.5 | 0",
                "wait=\"5 | 0",
                "await=5 | 0",
                "x; wait=5 | 0",
                "handling=lenient | 0"
            })
    void onlyWholeSecondsUpToAMinuteAreAWait(String preferences, int seconds) {
        assertThat(PreferredWait.seconds(preferences)).isEqualTo(seconds);
    }
}
