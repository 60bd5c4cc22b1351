package io.cellport.odata.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An entity set and the type of its entities. Immutable.
 *
 * @param namespace of the type, {@code CellCtl} for example
 * @param name of both the set and the type
 * @param rows which rows are those of the set
 * @param keys names of the key properties, the principal one first
 * @param properties in the order in which they are shown, those of the key and the two times among them
 * @param navigations in the order in which they are shown
 * @param propertiesByName the same properties by their names
 * @param navigationsByName the same navigations by their names
 */
public record EntityModel(
        String namespace,
        String name,
        RowSource rows,
        List<String> keys,
        List<Property> properties,
        List<Navigation> navigations,
        Map<String, Property> propertiesByName,
        Map<String, Navigation> navigationsByName) {

    /** Describes a set; the maps follow from the lists. */
    public EntityModel(
            String namespace,
            String name,
            RowSource rows,
            List<String> keys,
            List<Property> properties,
            List<Navigation> navigations) {
        this(
                namespace,
                name,
                rows,
                List.copyOf(keys),
                List.copyOf(properties),
                List.copyOf(navigations),
                byName(properties, Property::name),
                byName(navigations, Navigation::name));
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream()
                .collect(Collectors.toMap(name, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    /** The property of a name. */
    public Optional<Property> property(String name) {
        return Optional.ofNullable(propertiesByName.get(name));
    }

    /** The navigation of a name, which begins with an underscore. */
    public Optional<Navigation> navigation(String name) {
        return Optional.ofNullable(navigationsByName.get(name));
    }

    /** The type as {@code __metadata} names it. */
    public String qualifiedName() {
        return namespace + "." + name;
    }

    /** Whether the rows are user data, whose properties are described by the user. */
    public boolean isUserData() {
        return rows instanceof RowSource.OfEntityType;
    }
}
