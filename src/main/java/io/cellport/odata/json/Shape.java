package io.cellport.odata.json;

import java.util.List;
import java.util.Set;

/**
 * What of each row is shown. Immutable.
 *
 * @param select names of properties; empty for all. Those of the key and the two times are always shown
 * @param expand names of navigations whose rows stand within their row
 * @param mostNested most rows behind one navigation of one row
 */
public record Shape(Set<String> select, Set<String> expand, int mostNested) {

    /** Everything, with links to what is related. */
    public static final Shape WHOLE = new Shape(Set.of(), Set.of(), 0);

    private static final Set<String> TIMES = Set.of("__published", "__updated");

    /** Copies the names. */
    public Shape {
        select = Set.copyOf(select);
        expand = Set.copyOf(expand);
    }

    boolean shows(String property, List<String> keys) {
        return select.isEmpty() || select.contains(property) || keys.contains(property) || TIMES.contains(property);
    }
}
