package io.cellport.imports.loader;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few values of an entity's {@code _source} that an import needs. One object is reused for all lines. For one
 * thread.
 *
 * <p>Ids are stored under their key ({@code b}, {@code n}, {@code t}, {@code k1}, …); parents under {@code l.} and
 * their key.
 */
final class EntityFields {

    /** The members of {@code _source} that hold an id if their value is a string. */
    private static final Set<String> IDS = Set.of("c", "b", "n", "t", "t1", "k1", "t2", "k2");

    /** The entity model has far fewer parents; a line with more is refused, because ids take memory. */
    private static final int MAX_IDS = 64;

    /** Fields and their ids in turn. There are few, so that looking through them is quicker than hashing. */
    private final List<String> ids = new ArrayList<>();

    private final Set<String> entered = new HashSet<>();
    private final @Nullable String nameProperty;
    private @Nullable String name;

    /** @param nameProperty the static property that names the entity; null for links */
    EntityFields(@Nullable String nameProperty) {
        this.nameProperty = nameProperty;
    }

    static boolean isId(String field) {
        return IDS.contains(field);
    }

    void clear() {
        ids.clear();
        if (!entered.isEmpty()) {
            entered.clear();
        }
        name = null;
    }

    /** An object begins that may occur once only, because readers could disagree which of two counts. */
    void enter(String object) {
        requireFirst(object, entered.add(object));
    }

    void id(String field, String value) {
        requireFirst(field, id(field) == null);
        ids.add(field);
        ids.add(value);
        if (ids.size() > 2 * MAX_IDS) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "l", "at most " + MAX_IDS + " ids");
        }
    }

    private static void requireFirst(String field, boolean first) {
        if (!first) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, field, "given once");
        }
    }

    @Nullable
    String id(String field) {
        for (int i = 0; i < ids.size(); i += 2) {
            if (ids.get(i).equals(field)) {
                return ids.get(i + 1);
            }
        }
        return null;
    }

    boolean isNameProperty(String property) {
        return property.equals(nameProperty);
    }

    void name(String property, String value) {
        requireFirst(property, name == null);
        name = value;
    }

    String requiredName(String property) {
        if (name == null) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, property);
        }
        return name;
    }

    /** The ids that this entity refers to: parents, box, collection, entity type, both ends of a link. */
    List<String> references(CellMapping mapping) {
        List<String> references = new ArrayList<>(ids.size() / 2);
        for (int i = 0; i < ids.size(); i += 2) {
            if (isReference(ids.get(i), ids.get(i + 1), mapping)) {
                references.add(ids.get(i + 1));
            }
        }
        return references;
    }

    private static boolean isReference(String field, String id, CellMapping mapping) {
        boolean pointsAnywhere =
                field.startsWith("l.") || field.startsWith("k") || field.equals("t") || field.equals("n");
        return pointsAnywhere || (field.equals("b") && !mapping.isMainBox(id));
    }
}
