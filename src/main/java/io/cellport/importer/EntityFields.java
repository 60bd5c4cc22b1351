package io.cellport.importer;

import io.cellport.message.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few values of an entity's {@code _source} that an import looks at. One thread; reused from line to line.
 *
 * <p>Ids stand under their key ({@code b}, {@code n}, {@code t}, {@code k1}, …); parents under {@code l.} and their key.
 */
final class EntityFields {

    private final Map<String, String> ids = new HashMap<>();
    private final String nameProperty;
    private String name;

    /** @param nameProperty the static property that names the entity; null for links */
    EntityFields(String nameProperty) {
        this.nameProperty = nameProperty;
    }

    void clear() {
        ids.clear();
        name = null;
    }

    void id(String field, String value) {
        ids.put(field, value);
    }

    String id(String field) {
        return ids.get(field);
    }

    boolean isNameProperty(String property) {
        return property.equals(nameProperty);
    }

    void name(String value) {
        name = value;
    }

    String requiredName() {
        if (name == null) {
            throw ErrorCode.PR400_CM_0001.exception(nameProperty);
        }
        return name;
    }

    /** Ids of the entities that this one points to: parents, box, entity type, both ends of a link. */
    List<String> references(CellMapping mapping) {
        List<String> references = new ArrayList<>(ids.size());
        ids.forEach((field, id) -> {
            boolean pointsToEntity = field.startsWith("l.") || field.equals("t") || field.startsWith("k");
            boolean pointsToBox = field.equals("b") && !mapping.isMainBox(id);
            if (pointsToEntity || pointsToBox) {
                references.add(id);
            }
        });
        return references;
    }
}
