package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of a query option into tokens, in one pass and without looking back. For one thread. */
final class Lexer {

    /** A number ends where no letter, digit, point or hyphen follows, so {@code 1d} is none. */
    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?(?:E[+-][0-9]++)?[LfmM]?(?![\\p{L}\\p{N}_./-])");

    private final String text;
    private final ErrorCode failure;
    private int at;

    /**
     * A lexer.
     *
     * @param failure the error for a character that cannot stand there
     */
    Lexer(String text, ErrorCode failure) {
        this.text = text;
        this.failure = failure;
    }

    /** All tokens; the last one, and only that, is {@code END}. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(next());
        } while (!tokens.get(tokens.size() - 1).is(Token.Kind.END));
        return tokens;
    }

    private Token next() {
        int start = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean isSpaced = at > start;
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", isSpaced);
        }
        char c = text.charAt(at);
        if (isWordStart(c)) {
            return new Token(Token.Kind.WORD, word(), isSpaced);
        }
        if (c == '\'') {
            return new Token(Token.Kind.TEXT, quoted(), isSpaced);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return new Token(Token.Kind.NUMBER, number.group(), isSpaced);
        }
        at++;
        return new Token(sign(c), String.valueOf(c), isSpaced);
    }

    private Token.Kind sign(char c) {
        return switch (c) {
            case '(' -> Token.Kind.OPEN;
            case ')' -> Token.Kind.CLOSE;
            case ',' -> Token.Kind.COMMA;
            case '-' -> Token.Kind.MINUS;
            default -> throw ApiException.of(failure);
        };
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private String word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/';
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (int start = at + 1; ; start = at + 1) {
            int end = text.indexOf('\'', start);
            if (end < 0) {
                throw ApiException.of(failure);
            }
            value.append(text, start, end);
            at = end + 1;
            if (at == text.length() || text.charAt(at) != '\'') {
                return value.toString();
            }
            value.append('\'');
        }
    }
}
