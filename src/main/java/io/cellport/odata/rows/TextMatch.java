package io.cellport.odata.rows;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What {@code substringof} finds: texts that contain a part, whatever the case of letters (compared code point by code
 * point, without any locale), and also those that contain its words one after the other, whatever stands between them.
 * The second is what the reference finds. An empty part is in no text, as there. Immutable.
 *
 * @param part as the client wrote it
 * @param folded the part without cases
 * @param words its words, each between two blanks; empty if it has none
 */
record TextMatch(String part, String folded, String words) {

    /** Name of the SQL function of a value, a part, and the bytes of the value. */
    static final String FUNCTION = "text_contains";

    static final int ARGUMENTS = 3;

    static TextMatch of(String part) {
        String folded = fold(part);
        return new TextMatch(part, folded, words(folded));
    }

    /** True or false, never null. Values in ASCII are searched by SQLite itself as far as possible. */
    Sql holds(Sql value) {
        if (part.isEmpty()) {
            return Sql.of("0");
        }
        Sql called = Sql.of(FUNCTION + "({}, ?, octet_length({}))", value, part, value);
        if (!isAscii(folded)) {
            return Sql.of("CASE WHEN {} IS NULL THEN 0 ELSE {} END", value, called);
        }
        // What is not in ASCII may have a letter of it as its other case; and a text ends for LIKE where a zero is.
        return Sql.of(
                "CASE WHEN {} THEN {} WHEN octet_length({}) > length({}) THEN {} ELSE 0 END",
                hasLongestPiece(value),
                isOnePiece() ? Sql.of("1") : called,
                value,
                value,
                called);
    }

    /** The same for a value that is a text in ASCII without zeros. */
    Sql holdsInAscii(Sql value) {
        return part.isEmpty() || !isAscii(folded) || !isOnePiece() ? holds(value) : hasLongestPiece(value);
    }

    /** True also for some values that do not match, if they have zeros or characters beyond ASCII. */
    private Sql hasLongestPiece(Sql value) {
        String piece = longestPiece();
        return piece.chars().noneMatch(Character::isLetter)
                ? Sql.of("instr({}, ?) > 0", value, piece)
                : Sql.of("{} LIKE ? ESCAPE '!'", value, '%' + piece.replaceAll("[!%_]", "!$0") + '%');
    }

    /** Whether only the part itself has to be looked for: it is one word, or has none. */
    private boolean isOnePiece() {
        return words.isEmpty() || words.strip().equals(folded);
    }

    /** Occurs in every text that matches. */
    private String longestPiece() {
        return isOnePiece()
                ? folded
                : Stream.of(words.strip().split(" "))
                        .max(Comparator.comparing(String::length))
                        .orElseThrow();
    }

    boolean matches(String text) {
        if (part.isEmpty()) {
            return false;
        }
        String foldedText = fold(text);
        return foldedText.contains(folded)
                || (!words.isEmpty() && words(foldedText).contains(words));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(Character::toLowerCase)
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Letters and digits in a row are a word; so is each character of a script without blanks, and each symbol. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length() + 2);
        boolean[] isInWord = {false};
        text.codePoints().forEach(character -> {
            boolean isAlone = isWordAlone(character);
            boolean continues = isInWord[0] && !isAlone;
            boolean isPart = isAlone || isPartOfWord(character);
            if (isPart && !continues) {
                words.append(' ');
            }
            if (isPart) {
                words.appendCodePoint(character);
            }
            isInWord[0] = isPart && !isAlone;
        });
        return words.isEmpty() ? "" : words.append(' ').toString();
    }

    private static boolean isPartOfWord(int character) {
        return Character.isLetterOrDigit(character)
                || Character.getType(character) == Character.NON_SPACING_MARK
                || Character.getType(character) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isWordAlone(int character) {
        if (character < 0x80) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(character);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || Character.getType(character) == Character.OTHER_SYMBOL;
    }
}
