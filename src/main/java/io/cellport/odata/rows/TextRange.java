package io.cellport.odata.rows;

import java.util.Optional;

/**
 * The texts that begin with a prefix, as a range in the order of UTF-8 bytes. Immutable.
 *
 * @param from the prefix, the first of them
 * @param to the first text after them; empty if nothing comes after them
 */
record TextRange(String from, Optional<String> to) {

    static TextRange of(String prefix) {
        return new TextRange(prefix, after(prefix));
    }

    private static Optional<String> after(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                // UTF-8 has no surrogates.
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }

    /** True or false, never null. */
    Sql holds(Sql value) {
        return Sql.of("coalesce({}, 0)", holdsFor(value));
    }

    /** The same for a value that is not null, so that an index can be used. */
    Sql holdsFor(Sql value) {
        return to.map(end -> Sql.of("{} >= ? AND {} < ?", value, from, value, end))
                .orElseGet(() -> Sql.of("{} >= ?", value, from));
    }
}
