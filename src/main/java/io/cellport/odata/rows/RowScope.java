package io.cellport.odata.rows;

import io.cellport.odata.model.RowSource;
import java.util.List;

/** Among which rows of a set a search looks. Immutable. */
sealed interface RowScope {

    /** All rows of the set. */
    record All() implements RowScope {}

    /** The row that another one names at {@code l.{key}}. */
    record ParentOf(String key, String id) implements RowScope {}

    /** The rows that have this id at {@code l.{key}}. */
    record Children(String key, String id) implements RowScope {}

    /** The row of an entity type that another one names in its {@code ll}. */
    record ListedParentOf(String entityType, String id) implements RowScope {}

    /** The rows that name this id of an entity type in their {@code ll}. */
    record ListedChildren(String entityType, String id) implements RowScope {}

    /** The rows that links join to a row; types as links call them. */
    record Linked(String fromType, String fromId, String toType) implements RowScope {}

    /** Whether the rows are found by their ids, and need not be looked for among all rows of the set. */
    default boolean isByIds() {
        return this instanceof ParentOf || this instanceof ListedParentOf || this instanceof Linked;
    }

    /** The rows that belong to the set and to the scope; that of children is a {@link Conjunct} of its own. */
    default Sql of(RowSource rows) {
        Sql inSet = inSet(rows);
        if (this instanceof ParentOf parent) {
            return Sql.of(
                    "{} AND entity.id = (SELECT json_extract({}, ?) FROM entity AS child WHERE child.id = ?)",
                    inSet,
                    PropertyValue.source("child"),
                    JsonPath.of(List.of("l", parent.key())),
                    parent.id());
        } else if (this instanceof ListedParentOf parent) {
            String prefix = parent.entityType() + ':';
            return Sql.of(
                    "{} AND entity.id IN (SELECT substr(value, ?) FROM entity AS child, json_each({}, '$.ll')"
                            + " WHERE child.id = ? AND value >= ? AND value < ?)",
                    inSet,
                    (long) prefix.length() + 1,
                    PropertyValue.source("child"),
                    parent.id(),
                    prefix,
                    TextRange.of(prefix).to().orElseThrow());
        } else if (this instanceof Linked linked) {
            return Sql.of(
                    "{} AND entity.id IN ({})", inSet, Links.ids(linked.fromType(), linked.fromId(), linked.toType()));
        }
        return inSet;
    }

    private static Sql inSet(RowSource rows) {
        if (rows instanceof RowSource.OfCollection collection) {
            return Sql.of(
                    "entity.type = ? AND json_extract({}, '$.n') = ?",
                    rows.type(),
                    PropertyValue.source("entity"),
                    collection.node());
        } else if (rows instanceof RowSource.OfEntityType type) {
            String prefix = type.entityType() + '\t';
            return Sql.of(
                    "entity.type = ? AND entity.key >= ? AND entity.key < ?",
                    rows.type(),
                    prefix,
                    TextRange.of(prefix).to().orElseThrow());
        }
        return Sql.of("entity.type = ?", rows.type());
    }
}
