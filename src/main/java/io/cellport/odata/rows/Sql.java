package io.cellport.odata.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL with the values of its parameters. Nothing that came from a client or a snapshot ever stands in the
 * text. Immutable.
 *
 * @param parameters strings, longs or doubles, one for each {@code ?}
 */
record Sql(String text, List<Object> parameters) {

    Sql {
        parameters = List.copyOf(parameters);
    }

    /**
     * Fills a template.
     *
     * @param template each {@code {}} stands for the next argument, which is a piece of SQL, and each {@code ?} for the
     *     next one, which is a value
     */
    static Sql of(String template, Object... arguments) {
        StringBuilder text = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            if (template.startsWith("{}", i)) {
                Sql piece = (Sql) arguments[next++];
                text.append(piece.text);
                parameters.addAll(piece.parameters);
                i++;
            } else {
                text.append(template.charAt(i));
                if (template.charAt(i) == '?') {
                    parameters.add(arguments[next++]);
                }
            }
        }
        return new Sql(text.toString(), parameters);
    }

    /**
     * All conditions together; at least one. They nest hardly deeper than each of them, because SQLite refuses what is
     * nested deeply, and reads a chain as a nest.
     */
    static Sql all(List<Sql> conditions) {
        int size = conditions.size();
        return size == 1
                ? conditions.get(0)
                : of("({} AND {})", all(conditions.subList(0, size / 2)), all(conditions.subList(size / 2, size)));
    }

    /** The pieces one after the other, with a text between them. */
    static Sql join(String between, List<Sql> pieces) {
        List<Object> parameters = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Sql piece : pieces) {
            texts.add(piece.text);
            parameters.addAll(piece.parameters);
        }
        return new Sql(String.join(between, texts), parameters);
    }
}
