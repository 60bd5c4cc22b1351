package io.cellport.odata.rows;

import io.cellport.odata.model.EntityModel;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code q}: each of the words occurs in some value of the row. Texts are searched as by {@code substringof}; numbers
 * and truth values are whole words. The key of a row is no value. Stateless.
 */
final class FullText {

    /** The sets of a cell whose texts are searched; in the others nothing is found, as in the reference. */
    private static final List<String> SEARCHED = List.of("ReceivedMessage", "SentMessage");

    /** Words that stand in JSON as they are, unless all of it is written in escapes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");

    private FullText() {}

    static Sql of(EntityModel model, String search, Sql source) {
        List<Sql> words = Stream.of(search.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> occurs(word, source))
                .toList();
        boolean isSearched =
                model.isUserData() || SEARCHED.contains(model.rows().type());
        return words.isEmpty() || !isSearched ? Sql.of("0") : Sql.all(words);
    }

    private static Sql occurs(String word, Sql source) {
        String lower = word.toLowerCase(Locale.ROOT);
        Sql inSomeValue = Sql.of("""
                EXISTS (SELECT 1 FROM json_tree({}, '$.s') AS leaf
                  WHERE NOT (leaf.key = '__id' AND leaf.path = '$.s')
                    AND CASE leaf.type WHEN 'text' THEN {} WHEN 'true' THEN ? = 'true' WHEN 'false' THEN ? = 'false'
                      WHEN 'integer' THEN CAST(leaf.atom AS TEXT) = ? WHEN 'real' THEN CAST(leaf.atom AS TEXT) = ? END)""", source, TextMatch.of(word).holds(Sql.of("leaf.atom")), lower, lower, word, word);
        return PLAIN.matcher(word).matches()
                ? Sql.of("CASE WHEN {} THEN {} ELSE 0 END", mayOccur(lower, source), inSomeValue)
                : inSomeValue;
    }

    /** Whether the word stands in the JSON, or could in other characters; to take it apart costs ten times as much. */
    private static Sql mayOccur(String word, Sql source) {
        return Sql.of(
                "(instr(lower({}), ?) > 0 OR octet_length({}) > length({}) OR instr({}, '\\u') > 0)",
                source,
                word,
                source,
                source,
                source);
    }
}
