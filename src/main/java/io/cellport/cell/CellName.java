package io.cellport.cell;

import java.util.Optional;

/**
 * The name of a cell, which is a segment of its URL or a label of its host name. Both consist of lower-case letters,
 * digits and hyphens; see {@link #rule}. Immutable.
 *
 * @param text the name
 */
public record CellName(String text) {

    /** The rule where cells are segments of a URL, in words that complete "a cell's name has ...". */
    public static final String PATH_RULE = "1 to 128 of a-z 0-9 - and does not begin with -";

    /** The rule where cells are host names. */
    public static final String HOST_RULE = "1 to 63 of a-z 0-9 - and neither begins nor ends with -";

    private static final int MAX_LENGTH = 128;

    /** The longest label of a host name, see RFC 1035, section 2.3.4. */
    private static final int MAX_LABEL = 63;

    /** @throws IllegalArgumentException if no cell can have this name */
    public CellName {
        if (!isName(text)) {
            throw new IllegalArgumentException("not the name of a cell");
        }
    }

    /** Reads a name; empty if no cell of any unit can have it. */
    public static Optional<CellName> parse(String text) {
        return isName(text) ? Optional.of(new CellName(text)) : Optional.empty();
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a name for a new cell; empty if a cell of this name could not be reached.
     *
     * @param pathBased whether cells are segments of the unit's URL, or host names of their own
     */
    public static Optional<CellName> parseNew(String text, boolean pathBased) {
        return parse(text).filter(name -> pathBased || name.isLabel());
    }

    /** The rule of {@link #parseNew}, in words that complete "a cell's name has ...". */
    public static String rule(boolean pathBased) {
        return pathBased ? PATH_RULE : HOST_RULE;
    }

    private boolean isLabel() {
        return text.length() <= MAX_LABEL && !text.endsWith("-");
    }

    @Override
    public String toString() {
        return text;
    }
}
