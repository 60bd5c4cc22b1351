package io.cellport.odata.language;

/**
 * A word or sign of a query.
 *
 * @param text as it stands in the query; of a quoted text what stands between the quotes, with each pair of quotes
 *     inside made one
 * @param isSpaced whether a blank stands before it
 */
record Token(Kind kind, String text, boolean isSpaced) {

    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        OPEN,
        CLOSE,
        COMMA,
        MINUS,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
