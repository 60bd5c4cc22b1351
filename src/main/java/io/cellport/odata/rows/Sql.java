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
        StringBuilder text = new StringBuilder(template.length() + 128);
        List<Object> parameters = new ArrayList<>();
        int copied = 0;
        for (Object argument : arguments) {
            int place = copied;
            while (template.charAt(place) != '?' && !template.startsWith("{}", place)) {
                place++;
            }
            if (template.charAt(place) == '?') {
                text.append(template, copied, place + 1);
                parameters.add(argument);
                copied = place + 1;
            } else {
                Sql piece = (Sql) argument;
                text.append(template, copied, place).append(piece.text);
                parameters.addAll(piece.parameters);
                copied = place + 2;
            }
        }
        return new Sql(text.append(template, copied, template.length()).toString(), parameters);
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
