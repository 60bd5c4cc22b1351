package io.cellport.odata.language;

/** A value that stands in a query. Immutable. */
public sealed interface Literal {

    /** A string, with its escapes resolved. */
    record Text(String value) implements Literal {}

    /** An integer. */
    record Whole(long value) implements Literal {}

    /** A number with a fraction. */
    record Decimal(double value) implements Literal {}

    /** {@code true} or {@code false}. */
    record Truth(boolean value) implements Literal {}

    /**
     * A point in time.
     *
     * @param millis milliseconds since 1970-01-01T00:00Z, negative before
     */
    record Moment(long millis) implements Literal {}

    /** {@code null}. */
    record Nothing() implements Literal {}
}
