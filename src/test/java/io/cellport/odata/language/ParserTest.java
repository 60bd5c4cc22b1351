package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    private static Syntax parse(String filter) {
        return new Parser(filter, ErrorCode.PR400_OD_0003).filter();
    }

    @Property(tries = 700)
    void whateverComesIsReadOrRefused(@ForAll("garbage") String text) {
        AnyQuery.read(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "-", "tolower(", "not (", "n eq ("})
    void deepNestingIsRefused(String opening) {
        assertThat(catchThrowable(() -> parse(opening.repeat(1_000)))).isInstanceOf(ApiException.class);
        assertThat(catchThrowable(() -> parse(opening.repeat(100_000)))).isInstanceOf(ApiException.class);
        assertThat(catchThrowable(() -> parse(opening.repeat(51) + "n"))).isInstanceOf(ApiException.class);
    }

    @Test
    void fiftyLevelsAreRead() {
        assertThatCode(() -> parse("(".repeat(49) + "n eq 5" + ")".repeat(49))).doesNotThrowAnyException();
    }

    @Test
    void aLongChainIsReadWithoutNesting() {
        String chain = "n eq 1" + " and n eq 1".repeat(700);

        assertThatCode(() -> new FilterCheck(Customers.MODEL).check(parse(chain)))
                .doesNotThrowAnyException();
        assertThat(catchThrowable(() -> parse(chain + " ".repeat(QueryLimits.LENGTH))))
                .isInstanceOf(ApiException.class);
    }

    @Provide
    Arbitrary<String> garbage() {
        Arbitrary<String> words = Arbitraries.of(
                "n",
                "login",
                "tags",
                "addr",
                "eq",
                "and",
                "or",
                "not",
                "(",
                ")",
                ",",
                "'",
                "''",
                "-",
                ".",
                "5",
                "5L",
                "0.2f",
                "E+9",
                "datetime'",
                "datetime'1970-01-01T00:00'",
                "startswith(",
                "substringof('a',",
                "null",
                "true",
                "\\u",
                " ",
                "  ",
                "\t",
                "漱",
                "\ud83d",
                "\u0000",
                "desc",
                "*",
                "/",
                "_");
        return Arbitraries.oneOf(
                words.list().ofMaxSize(30).map(list -> String.join("", list)),
                words.list().ofMaxSize(30).map(list -> String.join(" ", list)),
                Arbitraries.strings().all().ofMaxLength(60));
    }
}
