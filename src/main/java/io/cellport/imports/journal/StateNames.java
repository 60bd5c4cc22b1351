package io.cellport.imports.journal;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * SQL conditions on the state column, derived from the sealed states, so that no query lists names itself. Stateless.
 */
final class StateNames {

    private StateNames() {}

    /** The condition that a journal row's state is of this kind. */
    static String among(Class<? extends ImportState> kind) {
        return of(kind).stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "state IN (", ")"));
    }

    private static Set<String> of(Class<?> kind) {
        Set<String> names = new TreeSet<>();
        if (kind.isSealed()) {
            for (Class<?> part : kind.getPermittedSubclasses()) {
                names.addAll(of(part));
            }
        } else {
            names.add(kind.getSimpleName());
        }
        return names;
    }
}
