package io.cellport.odata.language;

import java.util.Optional;

/** The escapes of JavaScript, which the reference resolves in every string of a filter. Stateless. */
final class Escapes {

    private static final int UNICODE_DIGITS = 4;

    private Escapes() {}

    /**
     * The text with its escapes resolved: {@code \b \f \n \r \t}, {@code \}{@code u0035}; a backslash before another
     * character stands for that character, and one at the end for itself.
     *
     * @return empty if four hexadecimal digits are missing
     */
    static Optional<String> resolve(String text) {
        StringBuilder resolved = new StringBuilder(text.length());
        int from = 0;
        for (int escape = text.indexOf('\\'); escape >= 0; escape = text.indexOf('\\', from)) {
            resolved.append(text, from, escape);
            if (escape + 1 == text.length()) {
                return Optional.of(resolved.append('\\').toString());
            }
            char c = text.charAt(escape + 1);
            from = escape + 2;
            if (c == 'u') {
                int unit = unit(text, from);
                if (unit < 0) {
                    return Optional.empty();
                }
                resolved.append((char) unit);
                from += UNICODE_DIGITS;
            } else {
                resolved.append(character(c));
            }
        }
        return Optional.of(resolved.append(text, from, text.length()).toString());
    }

    private static char character(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** The four digits at a place as a number; negative if there are none. */
    private static int unit(String text, int start) {
        if (start + UNICODE_DIGITS > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + UNICODE_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
