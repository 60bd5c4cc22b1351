package io.cellport.odata.language;

import java.util.List;

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
        OR,
        AND,
        EQ,
        NE,
        LT,
        GT,
        LE,
        GE,
        ADD,
        SUB,
        MUL,
        DIV,
        MOD
    }

    /** The operators with one operand. */
    enum Prefix {
        NOT,
        NEGATE
    }
}
