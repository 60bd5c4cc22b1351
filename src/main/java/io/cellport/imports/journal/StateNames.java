package io.cellport.imports.journal;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names that the journal stores, of all states of a kind, so that no query lists them by itself. */
final class StateNames {

    private StateNames() {}

    /** The condition on a journal row that its state is of that kind. */
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
