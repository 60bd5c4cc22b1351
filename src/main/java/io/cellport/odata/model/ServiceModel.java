package io.cellport.odata.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An OData service: its entity sets by name. Immutable.
 *
 * @param namespace of its types
 * @param sets in no order that clients may rely on
 */
public record ServiceModel(String namespace, Map<String, EntityModel> sets) {

    /** A service of these sets. */
    public static ServiceModel of(String namespace, List<EntityModel> sets) {
        Map<String, EntityModel> byName = new LinkedHashMap<>();
        sets.forEach(set -> byName.put(set.name(), set));
        return new ServiceModel(namespace, byName);
    }

    /** The set of a name; names are case-sensitive. */
    public Optional<EntityModel> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }
}
