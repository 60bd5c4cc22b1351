package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.olingo.odata2.api.uri.expression.ExpressionParserException;

/** Our parser beside that of Apache Olingo. */
class ParserOracleTest {

    private static String ours(String filter) {
        return OtherParser.tree(new Parser(filter, ErrorCode.PR400_OD_0003).filter());
    }

    @Property(tries = 400)
    void twoParsersSeeTheSameTree(@ForAll("filters") String filter) throws Exception {
        assertThat(ours(filter)).isEqualTo(OtherParser.tree(filter));
    }

    @Property(tries = 1_000)
    void whatBothUnderstandIsTheSameTree(@ForAll("pieces") List<String> pieces) {
        String filter = String.join(" ", pieces);
        Optional<String> ours = unlessRefused(() -> ours(filter));
        Optional<String> theirs = unlessRefused(() -> OtherParser.tree(filter));

        if (ours.isPresent() && theirs.isPresent()) {
            assertThat(ours).as(filter).isEqualTo(theirs);
        }
    }

    /** Olingo refuses some filters with a {@code NullPointerException}. */
    private static Optional<String> unlessRefused(Callable<String> tree) {
        try {
            return Optional.of(tree.call());
        } catch (ApiException | ExpressionParserException | NullPointerException refused) {
            return Optional.empty();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Conditions of which each operand has the type that its operator wants. */
    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.lazyOf(this::comparisons, this::comparisons, this::joined, this::negated);
    }

    private Arbitrary<String> comparisons() {
        Arbitrary<String> operators = Arbitraries.of("eq", "ne", "lt", "le", "gt", "ge");
        return Arbitraries.oneOf(
                Combinators.combine(numbers(), operators, numbers())
                        .as((left, op, right) -> left + " " + op + " " + right),
                Combinators.combine(texts(), Arbitraries.of("eq", "ne"), Arbitraries.just("null"))
                        .as((left, op, right) -> left + " " + op + " " + right),
                Combinators.combine(texts(), operators, texts()).as((left, op, right) -> left + " " + op + " " + right),
                Combinators.combine(Arbitraries.of("startswith", "endswith", "substringof"), texts(), texts())
                        .as((function, first, second) -> function + "(" + first + "," + second + ")"));
    }

    private Arbitrary<String> joined() {
        return Combinators.combine(filters(), Arbitraries.of("and", "or"), filters(), Arbitraries.of(true, false))
                .as((left, op, right, isGrouped) ->
                        isGrouped ? "(" + left + " " + op + " " + right + ")" : left + " " + op + " " + right);
    }

    private Arbitrary<String> negated() {
        return filters().map(filter -> "not (" + filter + ")");
    }

    private Arbitrary<String> numbers() {
        Arbitrary<String> simple = Arbitraries.oneOf(
                Arbitraries.of("a", "b_1", "_c", "length(t)"),
                Arbitraries.integers().between(0, 99_999).map(String::valueOf));
        Arbitrary<String> sums = Combinators.combine(simple, Arbitraries.of("add", "sub", "mul", "div", "mod"), simple)
                .as((left, op, right) -> left + " " + op + " " + right);
        return Arbitraries.frequencyOf(
                Tuple.of(4, simple), Tuple.of(1, sums), Tuple.of(1, sums.map(sum -> "(" + sum + ")")));
    }

    private Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("t", "tolower(t)", "concat(t,'x')", "substring(t,1)"),
                Arbitraries.strings()
                        .withChars("ab '(),漱\\")
                        .ofMaxLength(6)
                        .map(text -> "'" + text.replace("'", "''") + "'"));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "1",
                        "22",
                        "'t'",
                        "null",
                        "true",
                        "(",
                        ")",
                        "and",
                        "or",
                        "not",
                        "eq",
                        "ne",
                        "lt",
                        "ge",
                        "add",
                        "mul",
                        "tolower(a)",
                        "startswith(a,'b')",
                        "-")
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }
}
