package io.cellport.odata.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands in a {@code $filter}, without any idea of what it means: it may name properties that do not exist, and
 * use operators and functions that are not served. Immutable.
 */
public sealed interface Syntax {

    /** The name of a property, perhaps with a path: {@code addr/city}. */
    record Name(String text) implements Syntax {}

    /** A value. */
    record Value(Literal literal) implements Syntax {}

    /** A value of a kind that no property takes, such as {@code guid'...'} or {@code 0.2f}. */
    record Foreign(String text) implements Syntax {}

    /** Two operands and the operator between them. */
    record Binary(Infix operator, Syntax left, Syntax right) implements Syntax {}

    /** {@code not} or {@code -} before an operand. */
    record Unary(Prefix operator, Syntax operand) implements Syntax {}

    /** A function with its arguments. */
    record Call(String function, List<Syntax> arguments) implements Syntax {}

    /** The operators with two operands; in a query they have these names in lower case. */
    enum Infix {
        OR(0),
        AND(1),
        EQ(2),
        NE(2),
        LT(3),
        GT(3),
        LE(3),
        GE(3),
        ADD(4),
        SUB(4),
        MUL(5),
        DIV(5),
        MOD(5);

        private static final Map<String, Infix> BY_WORD = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(
                        infix -> infix.name().toLowerCase(Locale.ROOT), Function.identity()));

        private final int tightness;

        Infix(int tightness) {
            this.tightness = tightness;
        }

        /** The operator that a word stands for. */
        static Optional<Infix> of(String word) {
            return Optional.ofNullable(BY_WORD.get(word));
        }

        /** Whether its value is true or false. */
        boolean isCondition() {
            return tightness < ADD.tightness;
        }

        /** How tightly it binds its operands, from 0. */
        int tightness() {
            return tightness;
        }
    }

    /** The operators with one operand. */
    enum Prefix {
        NOT,
        NEGATE
    }
}
