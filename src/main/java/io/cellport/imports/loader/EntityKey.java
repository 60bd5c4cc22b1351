package io.cellport.imports.loader;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes an entity unique among those of its type: the key property of the Personium entity model, within the
 * parents that the model gives it.
 *
 * @param property the static property that names the entity; null for links, which have no properties
 * @param scope the ids within which the name is unique, under the keys of {@link EntityFields}
 */
record EntityKey(@Nullable String property, List<String> scope) {

    private static final String SEPARATOR = "\t";

    private static final Map<String, EntityKey> BY_TYPE = Map.ofEntries(
            Map.entry("Box", new EntityKey("Name", List.of())),
            Map.entry("Account", new EntityKey("Name", List.of())),
            Map.entry("ExtCell", new EntityKey("Url", List.of())),
            Map.entry("Role", new EntityKey("Name", List.of("l.Box"))),
            Map.entry("Rule", new EntityKey("Name", List.of("l.Box"))),
            Map.entry("Relation", new EntityKey("Name", List.of("l.Box"))),
            Map.entry("SentMessage", new EntityKey("__id", List.of())),
            Map.entry("ReceivedMessage", new EntityKey("__id", List.of())),
            Map.entry("ExtRole", new EntityKey("ExtRole", List.of("l.Relation"))),
            Map.entry("EntityType", new EntityKey("Name", List.of("b", "n"))),
            Map.entry("ComplexType", new EntityKey("Name", List.of("b", "n"))),
            Map.entry("Property", new EntityKey("Name", List.of("l.EntityType"))),
            Map.entry("ComplexTypeProperty", new EntityKey("Name", List.of("l.ComplexType"))),
            Map.entry("AssociationEnd", new EntityKey("Name", List.of("l.EntityType"))),
            Map.entry("UserData", new EntityKey("__id", List.of("t"))),
            Map.entry("link", new EntityKey(null, List.of("t1", "k1", "t2", "k2"))));

    static EntityKey of(String type) {
        return Objects.requireNonNull(BY_TYPE.get(type), type);
    }

    /**
     * The key of one entity, scope first. The main box counts as that of the target cell.
     *
     * @throws io.cellport.error.ApiException {@code PR400-CM-0001} if a required part of the key is missing
     */
    String value(EntityFields fields, CellMapping mapping) {
        StringBuilder key = new StringBuilder(64);
        for (String part : scope) {
            String value = fields.id(part);
            if (value == null && property == null) {
                throw ApiException.of(ErrorCode.PR400_CM_0001, part);
            }
            boolean isMainBox = part.equals("b") && value != null && mapping.isMainBox(value);
            key.append(value == null ? "" : isMainBox ? mapping.to() : value).append(SEPARATOR);
        }
        if (property != null) {
            key.append(fields.requiredName(property));
        }
        return key.toString();
    }
}
