package io.cellport.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "cell1", "a-b", "a--b", "xn--x"})
    void lettersDigitsAndHyphensAreAName(String text) {
        assertThat(CellName.parseNew(text, true)).map(CellName::text).contains(text);
        assertThat(CellName.parseNew(text, false)).map(CellName::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "my_cell", "MyCell", "zo\u00eb", "a.b", "a b", "a\n", "__ctl", "no/cell", "a'b"})
    void anyOtherTextIsNoName(String text) {
        assertThat(CellName.parse(text)).isEmpty();
        assertThat(CellName.parseNew(text, true)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new CellName(text));
    }

    @Test
    void aPathTakesLongerNamesThanAHost() {
        assertThat(CellName.parseNew("a".repeat(128), true)).isPresent();
        assertThat(CellName.parseNew("a".repeat(129), true)).isEmpty();
        assertThat(CellName.parseNew("a".repeat(63), false)).isPresent();
        assertThat(CellName.parseNew("a".repeat(64), false)).isEmpty();
    }

    @Test
    void aLabelOfAHostDoesNotEndInAHyphen() {
        assertThat(CellName.parseNew("a-", true)).isPresent();
        assertThat(CellName.parseNew("a-", false)).isEmpty();
    }

    @Test
    void aCellFromBeforeItsUnitGotHostNamesIsStillFound() {
        assertThat(CellName.parse("a".repeat(128))).isPresent();
    }
}
