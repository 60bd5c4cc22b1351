package io.cellport.odata.schema;

import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Property.ComplexType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes properties of their rows, and complex types, which may stand in any order. A type that contains itself, or is
 * nested too deeply, has no members there. For one thread.
 */
final class ComplexTypes {

    private static final int MOST_DEPTH = 32;

    private final Map<String, List<SchemaRow>> members = new HashMap<>();
    private final Map<String, ComplexType> done = new HashMap<>();

    /** @param members the rows of the members of each type, by its name */
    ComplexTypes(Map<String, List<SchemaRow>> members) {
        this.members.putAll(members);
    }

    /** All types by name. */
    List<ComplexType> all() {
        return members.keySet().stream().sorted().map(name -> complex(name, 0)).toList();
    }

    /**
     * The properties that these rows describe, by name.
     *
     * @param object the keys that lead to the object in which the values are stored
     */
    List<Property> properties(List<SchemaRow> rows, String... object) {
        return properties(rows, 0, object);
    }

    private List<Property> properties(List<SchemaRow> rows, int depth, String... object) {
        return rows.stream()
                .map(row -> property(row, depth, object))
                .sorted(Comparator.comparing(Property::name))
                .toList();
    }

    private Property property(SchemaRow row, int depth, String... object) {
        String typeName = row.text("s", "Type").orElse("");
        EdmType type = type(typeName);
        String[] path = Arrays.copyOf(object, object.length + 1);
        path[object.length] = row.text("h", "Alias").orElse(row.name());
        return new Property(
                row.name(),
                type,
                row.text("s", "CollectionKind").filter("List"::equals).isPresent(),
                row.truth("IsDeclared", true),
                row.truth("Nullable", true),
                row.text("s", "DefaultValue"),
                Place.at(path),
                type == EdmType.COMPLEX ? Optional.of(complex(typeName, depth + 1)) : Optional.empty());
    }

    private EdmType type(String name) {
        return Arrays.stream(EdmType.values())
                .filter(type -> type.edmName().equals(name) && type != EdmType.COMPLEX)
                .findFirst()
                .orElse(members.containsKey(name) ? EdmType.COMPLEX : EdmType.STRING);
    }

    private ComplexType complex(String name, int depth) {
        ComplexType known = done.get(name);
        if (known != null) {
            return known;
        }
        // Until it is done, it has no members for those that it contains.
        done.put(name, new ComplexType(name, List.of()));
        List<SchemaRow> rows = depth > MOST_DEPTH ? List.of() : members.getOrDefault(name, List.of());
        ComplexType complex = new ComplexType(name, properties(rows, depth));
        done.put(name, complex);
        return complex;
    }
}
