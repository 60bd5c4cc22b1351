package io.cellport.odata.language;

/**
 * A condition on rows, checked against the model of their type: the properties exist, and each literal has the kind
 * that its property takes. A list holds if one of its elements does. Immutable.
 */
public sealed interface Expression {

    /** Holds for every row ({@code true}) or for none ({@code false}). */
    record Always(boolean holds) implements Expression {}

    /** Both hold. */
    record And(Expression left, Expression right) implements Expression {}

    /** One of them holds, or both. */
    record Or(Expression left, Expression right) implements Expression {}

    /**
     * A property compared with a literal. {@link Literal.Nothing} comes with {@code EQ} and {@code NE} only and stands
     * for an absent value as for null; {@code NE} of another literal holds where there is no value, the other
     * operators do not. Text compares by UTF-8 bytes.
     *
     * @param value text for a string, whole for an Int32, decimal for a Double or a Single, truth for a Boolean, a
     *     moment for a DateTime, or nothing
     */
    record Compare(String property, Operator operator, Literal value) implements Expression {}

    /** A string property begins with a text, letter for letter; an empty one holds for every value. */
    record StartsWith(String property, String prefix) implements Expression {}

    /** A string property contains a text, whatever the case of its letters. */
    record Contains(String part, String property) implements Expression {}
}
