package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.model.CellControl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityKeyTest {

    private static Optional<List<Optional<String>>> values(String segment) {
        EntitySegment entity = EntitySegment.of(segment);
        return EntityKey.parse(entity.key().orElseThrow())
                .valuesFor(CellControl.MODEL.set(entity.set()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Account('alice')", "Account(Name='alice')", "Account(Nome='alice')"})
    void theNameOfASingleKeyDoesNotMatter(String segment) {
        assertThat(values(segment)).contains(List.of(Optional.of("alice")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Role('x')", "Role(Name='x')", "Role(Name='x',_Box.Name=null)", "Role(_Box.Name=null,Name='x')"})
    void theSecondPartOfAKeyMayBeMissing(String segment) {
        assertThat(values(segment)).contains(List.of(Optional.of("x"), Optional.empty()));
    }

    @Test
    void partsComeInAnyOrder() {
        assertThat(values("Role(_Box.Name='box1',Name='boxrole')"))
                .contains(List.of(Optional.of("boxrole"), Optional.of("box1")));
        assertThat(values("ExtRole(ExtRole='http://h/c/__role/__/d',_Relation.Name='friend')"))
                .contains(List.of(Optional.of("http://h/c/__role/__/d"), Optional.of("friend"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Account(Name='alice',X='y')",
                "Role(Name='boxrole',Box.Name='box1')",
                "Role(Name='boxrole', _Box.Name='box1')",
                "Role(Name='a',Name='b')",
                "Role(Name=null)",
                "Role(_Box.Name='box1')"
            })
    void aKeyThatNoEntityCanHaveIsNoFault(String segment) {
        assertThat(values(segment)).isEmpty();
    }

    @Test
    void quotesCommasAndParenthesesCanStandInAValue() {
        assertThat(values("Account('it''s')")).contains(List.of(Optional.of("it's")));
        assertThat(values("Account('a,b=(c)')")).contains(List.of(Optional.of("a,b=(c)")));
        assertThat(values("Account(Name='x=''y''')")).contains(List.of(Optional.of("x='y'")));
        assertThat(values("Account('')")).contains(List.of(Optional.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "1",
                "'a",
                "'a',",
                "'a','b'",
                "'a'x",
                "Name='a'x",
                "Name=",
                "Name=1",
                "null",
                "=",
                "='a'",
                " 'a'",
                "Name='a',",
                ",",
                "'",
                "'''",
                "Name=nullx",
                "Name='a','b'"
            })
    void whatIsNoKeyIsRefused(String key) {
        assertThat(catchThrowableOfType(ApiException.class, () -> EntityKey.parse(key))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.PR400_OD_0004);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Account()", "Account('a'", "Account('a')x", "Account("})
    void aSegmentThatDoesNotCloseItsKeyNamesNoSet(String segment) {
        assertThat(catchThrowableOfType(ApiException.class, () -> EntitySegment.of(segment))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.PR404_OD_0001);
    }

    @Test
    void aSegmentWithoutParenthesesNamesASet() {
        assertThat(EntitySegment.of("Account")).isEqualTo(new EntitySegment("Account", Optional.empty()));
    }
}
