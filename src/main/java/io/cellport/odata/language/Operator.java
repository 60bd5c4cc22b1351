package io.cellport.odata.language;

/** The comparisons of {@code $filter}; in a query they have these names in lower case. */
public enum Operator {
    EQ,
    NE,
    GT,
    GE,
    LT,
    LE
}
