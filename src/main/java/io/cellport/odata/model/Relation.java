package io.cellport.odata.model;

/** How the rows of two types are related in storage. Immutable. */
public sealed interface Relation {

    /** This row names at most one other row: {@code l.{key}} is its id. */
    record Parent(String key) implements Relation {}

    /** Other rows name this one: {@code l.{key}} of theirs is its id. */
    record Children(String key) implements Relation {}

    /** This row of user data names at most one of another entity type: an element of {@code ll} is {@code type:id}. */
    record ListedParent(String entityType) implements Relation {}

    /**
     * Other rows of user data name this one, in their {@code ll}.
     *
     * @param entityType the id of the entity type of this row
     */
    record ListedChildren(String entityType) implements Relation {}

    /**
     * Rows of type {@code link} join the two; each may be stored from either end.
     *
     * @param from what links call the type of this row, see {@link RowSource#linkType}
     * @param to what they call the type of the other row
     */
    record Links(String from, String to) implements Relation {}
}
