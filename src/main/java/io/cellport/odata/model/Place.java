package io.cellport.odata.model;

import java.util.List;

/** Where the value of a property is stored. Immutable. */
public sealed interface Place {

    /**
     * In the row itself.
     *
     * @param path keys from {@code _source} downwards, {@code ["s", "Name"]} for example; in a complex type from the
     *     object downwards
     */
    record Stored(List<String> path) implements Place {

        /** Copies the path. */
        public Stored {
            path = List.copyOf(path);
        }
    }

    /**
     * In another row, which is found from parent to parent; null if one of them is missing.
     *
     * @param parents keys within {@code l}, each of whose values is the id of the next row: {@code ["Relation", "Box"]}
     *     for the box of an external role's relation
     * @param path keys from {@code _source} of the last row downwards
     */
    record OfParent(List<String> parents, List<String> path) implements Place {

        /** Copies both lists. */
        public OfParent {
            parents = List.copyOf(parents);
            path = List.copyOf(path);
        }
    }

    /** In the row itself at some keys. */
    static Place at(String... path) {
        return new Stored(List.of(path));
    }
}
