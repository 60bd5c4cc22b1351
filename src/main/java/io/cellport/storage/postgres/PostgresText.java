package io.cellport.storage.postgres;

/**
 * Text that clients or snapshots choose, as PostgreSQL can store it: it refuses U+0000, and UTF-8 has no unpaired
 * surrogates. Stateless.
 */
public final class PostgresText {

    private static final int REPLACEMENT = 0xFFFD;

    private PostgresText() {}

    /** The text with U+FFFD in place of each character that cannot be stored. */
    public static String storable(String text) {
        return text.codePoints()
                .map(point -> isStorable(point) ? point : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && Character.getType(point) != Character.SURROGATE;
    }
}
