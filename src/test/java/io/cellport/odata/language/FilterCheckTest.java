package io.cellport.odata.language;

import static io.cellport.odata.language.Operator.EQ;
import static io.cellport.odata.language.Operator.GE;
import static io.cellport.odata.language.Operator.GT;
import static io.cellport.odata.language.Operator.LT;
import static io.cellport.odata.language.Operator.NE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.Expression.Always;
import io.cellport.odata.language.Expression.And;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.Contains;
import io.cellport.odata.language.Expression.Or;
import io.cellport.odata.language.Expression.StartsWith;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters as they were recorded on the reference, on a set that has their properties. */
class FilterCheckTest {

    private static Expression check(String filter) {
        return new FilterCheck(Customers.MODEL).check(new Parser(filter, ErrorCode.PR400_OD_0003).filter());
    }

    private static ApiError refusal(String filter) {
        return catchThrowableOfType(ApiException.class, () -> check(filter)).error();
    }

    private static Compare compare(String property, Operator operator, Literal value) {
        return new Compare(property, operator, value);
    }

    private static Compare n(Operator operator, long value) {
        return compare("n", operator, new Literal.Whole(value));
    }

    private static final Compare ACTIVE = compare("active", EQ, new Literal.Truth(true));

    @Test
    void andBindsTighterThanOr() {
        assertThat(check("n lt 2 or n gt 298 and active eq true"))
                .isEqualTo(new Or(n(LT, 2), new And(n(GT, 298), ACTIVE)));
        assertThat(check("(n lt 2 or n gt 298) and active eq true"))
                .isEqualTo(new And(new Or(n(LT, 2), n(GT, 298)), ACTIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n eq 5", "n  eq  5", " n eq 5 ", "(n eq 5", "((n eq 5)", "n eq 5L", "((n) eq (5))"})
    void blanksAreFreeAndTheLastParenthesesMayBeMissing(String filter) {
        assertThat(check(filter)).isEqualTo(n(EQ, 5));
    }

    @Test
    void integersFitDoublesSinglesAndMoments() {
        assertThat(check("weight eq 50")).isEqualTo(compare("weight", EQ, new Literal.Decimal(50)));
        assertThat(check("weight eq -1.5")).isEqualTo(compare("weight", EQ, new Literal.Decimal(-1.5)));
        assertThat(check("ratio eq 0.25")).isEqualTo(compare("ratio", EQ, new Literal.Decimal(0.25)));
        assertThat(check("born gt 757382400000L")).isEqualTo(compare("born", GT, new Literal.Moment(757_382_400_000L)));
        assertThat(check("n eq -2147483648")).isEqualTo(n(EQ, Integer.MIN_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "datetime'1994-01-01T00:00:00'       | 757382400000",
                "datetime'1994-01-01T00:00'          | 757382400000",
                "datetime'1994-01-01T00:00:00.123'   | 757382400123",
                "datetimeoffset'1994-01-01T00:00:00Z' | 757382400000",
                "datetimeoffset'1994-01-01T09:00:00+09:00' | 757382400000",
                "datetime'1753-01-01T00:00:00'       | -6847804800000",
            })
    void momentsAreInUniversalTimeUnlessTheyHaveAnOffset(String literal, long millis) {
        assertThat(check("born ge " + literal)).isEqualTo(compare("born", GE, new Literal.Moment(millis)));
    }

    @Test
    void nullAndTruthCanBeEqualOrNot() {
        assertThat(check("n eq null")).isEqualTo(compare("n", EQ, new Literal.Nothing()));
        assertThat(check("login ne null")).isEqualTo(compare("login", NE, new Literal.Nothing()));
        assertThat(check("active ne false")).isEqualTo(compare("active", NE, new Literal.Truth(false)));
        assertThat(check("true")).isEqualTo(new Always(true));
        assertThat(check("false or n eq 1")).isEqualTo(new Or(new Always(false), n(EQ, 1)));
    }

    @Test
    void functionsTakeAPropertyAndAText() {
        assertThat(check("startswith(login,'user29')")).isEqualTo(new StartsWith("login", "user29"));
        assertThat(check("substringof ( 'no' , tags )")).isEqualTo(new Contains("no", "tags"));
        assertThat(check("startswith(__id,'')")).isEqualTo(new StartsWith("__id", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'it''s'        | it's",
                "'\\\\'         | \\",
                "'\\u0035'      | 5",
                "'a\\/b\\\"'    | a/b\"",
                "'\\'           | \\",
                "'夏目漱石 😀'  | 夏目漱石 😀",
                "'(),'          | (),",
            })
    void stringsHaveTwoKindsOfEscapes(String literal, String text) {
        assertThat(check("login eq " + literal)).isEqualTo(compare("login", EQ, new Literal.Text(text)));
    }

    @Test
    void anEscapeWithoutDigitsIsNamed() {
        assertThat(refusal("login eq '\\u12'")).isEqualTo(ApiError.of(ErrorCode.PR400_OD_0048, "\\u12"));
        assertThat(refusal("login eq '\\u12x4'").code()).isEqualTo(ErrorCode.PR400_OD_0048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "n eq",
                "eq 5",
                "n eq 5 and",
                "n eq 5)",
                "n foo 5",
                "n EQ 5",
                "5 eq n",
                "n in (1,2)",
                "n eq5",
                "neq 5",
                "n eq 5and active eq true",
                "n eq 5d",
                "weight eq 50.125d",
                "weight eq -2.25e10",
                "n eq 5.",
                "n eq 1.5L",
                "n eq 99999999999999999999",
                "login eq \"user5\"",
                "login eq 'user5",
                "born eq datetime'garbage'",
                "born eq datetime '1970-01-31T00:00:00'",
                "born eq 1970-01-31",
                "_Box.Name eq 'box1'",
                "_Box.Name eq null",
                "not n lt 299",
                "not(n lt 299)",
                "n gt null",
                "active gt true",
                "addr eq null",
                "n add 1 eq 5",
                "tolower(login) eq 'user5'",
                "startswith(login,'user29') eq true",
                "startswith('user29',login)",
                "substringof(login,'user5')",
                "startswith(login)",
                "startswith()",
                "startswith(login,'a'",
                "foo(n)",
                "n and n eq 5",
                "tolower(login) or n eq 5",
                "n eq 5 n eq 6",
                "()",
                "substringof('a')",
                "n eq 5 , n eq 6"
            })
    void whatIsNoConditionIsAFaultOfGrammar(String filter) {
        assertThat(refusal(filter)).isEqualTo(ApiError.of(ErrorCode.PR400_OD_0003));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "n                       | PR400_OD_0043 |",
                "5                       | PR400_OD_0043 |",
                "n add 1                 | PR400_OD_0043 |",
                "not (n lt 299)          | PR400_OD_0043 |",
                "n eq 5 and not (n lt 2) | PR400_OD_0043 |",
                "endswith(login,'5')     | PR400_OD_0044 |",
                "tolower(login)          | PR400_OD_0044 |",
                "n eq 5 or endswith(login,'5') | PR400_OD_0044 |",
                "nope eq 1               | PR400_OD_0045 | nope",
                "addr/city eq '東京'     | PR400_OD_0045 | addr/city",
                "_Nope/x eq 1            | PR400_OD_0045 | _Nope/x",
                "startswith(nope,5)      | PR400_OD_0045 | nope",
                "n eq '5'                | PR400_OD_0046 | n",
                "n eq 5.0                | PR400_OD_0046 | n",
                "n eq n                  | PR400_OD_0046 | n",
                "n eq 1 add 1            | PR400_OD_0046 | n",
                "n eq guid'x'            | PR400_OD_0046 | n",
                "login eq 1              | PR400_OD_0046 | login",
                "login eq alice          | PR400_OD_0046 | login",
                "active eq 'true'        | PR400_OD_0046 | active",
                "weight eq '50.125'      | PR400_OD_0046 | weight",
                "ratio gt 0.2f           | PR400_OD_0046 | ratio",
                "born eq '1970-01-31T00:00:00' | PR400_OD_0046 | born",
                "startswith(n,'5')       | PR400_OD_0046 | n",
                "startswith(login,5)     | PR400_OD_0046 | login",
                "substringof('5',addr)   | PR400_OD_0046 | addr",
                "n eq 2147483648         | PR400_OD_0047 | n",
                "n eq 99999999999        | PR400_OD_0047 | n",
                "ratio eq 123456         | PR400_OD_0047 | ratio",
                "born eq 253402300800000 | PR400_OD_0047 | born",
            })
    void whatCannotBeServedIsNamed(String filter, ErrorCode code, String name) {
        assertThat(refusal(filter)).isEqualTo(ApiError.of(code, String.valueOf(name)));
    }

    @Test
    void aLongChainOfConditionsBecomesAShallowTree() {
        String filter = IntStream.range(0, 400).mapToObj(i -> "n eq " + i).collect(Collectors.joining(" or "));

        Expression expression = check(filter);

        int depth = 0;
        for (; expression instanceof Or or; expression = or.right()) {
            depth++;
        }
        assertThat(depth).isEqualTo(9);
        assertThat(expression).isEqualTo(n(EQ, 399));
    }
}
