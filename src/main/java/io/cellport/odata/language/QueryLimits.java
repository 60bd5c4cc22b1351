package io.cellport.odata.language;

/**
 * What a query may ask for: the limits of the reference, and some of our own that guard the parser and SQLite.
 * Stateless.
 */
public final class QueryLimits {

    /** Rows that are sent if the request does not say how many. */
    public static final int DEFAULT_TOP = 25;

    static final int MAX_TOP = 10_000;
    static final int MAX_TOP_EXPANDED = 100;
    static final int MAX_SKIP = 100_000;
    static final int MAX_EXPANDED_OF_SET = 2;
    static final int MAX_EXPANDED_OF_ENTITY = 10;
    static final int MAX_SEARCH_BYTES = 255;

    /** Steps of one order; a guard of SQLite, which refuses some thousands. */
    static final int MAX_ORDERS = 100;

    /** Most rows that are sent in the place of one navigation property of an entity of a set. */
    public static final int MAX_NESTED_OF_SET = 100;

    /** The same, if one entity is asked for. */
    public static final int MAX_NESTED_OF_ENTITY = 1_000;

    /** Deepest nesting of operands. */
    static final int DEPTH = 50;

    /** Characters of one option; a request line has not many more. */
    static final int LENGTH = 8 << 10;

    private QueryLimits() {}
}
