package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER5          | user5",
                "ser5           | user5",
                "漱石           | 夏目漱石",
                "ÉTÉ            | un été",
                "σας            | ΣΑΣ",
                "-              | a-b",
                "'foo bar'      | 'x foo, BAR!'",
                "'foo bar'      | foo-bar",
                "'夏目 漱石'    | 夏目漱石",
                "夏目           | '夏 目'",
                "😀             | 'a 😀'",
                "'😀 a'         | '😀, a'",
                "x--y           | 'x y'"
            })
    void substringsAndWordsAreFoundWhateverTheirCase(String part, String text) {
        assertThat(TextMatch.of(part).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user6          | user5",
                "''             | anything",
                "'is an'        | island",
                "'foo bar'      | 'foobar'",
                "'foo bar'      | 'foo x bar'",
                "'foo bar'      | 'xfoo, bar'",
                "😀             | 🎉",
                "strasse        | straße"
            })
    void otherTextsAreNot(String part, String text) {
        assertThat(TextMatch.of(part).matches(text)).isFalse();
    }
}
