package io.cellport.odata.model;

import java.util.List;
import java.util.Optional;

/**
 * A property of an entity type or of a complex type. Immutable.
 *
 * @param name as clients know it
 * @param type the type of its value
 * @param isList whether the value is a list of such values
 * @param isDeclared false if it came to be when a row was written that had it; numbers and truth values of such
 *     properties are stored as texts
 * @param isNullable whether the schema allows null
 * @param defaultValue as the schema has it; it was applied when rows were written
 * @param place where the value is stored
 * @param complex the members, if the type is {@link EdmType#COMPLEX}
 */
public record Property(
        String name,
        EdmType type,
        boolean isList,
        boolean isDeclared,
        boolean isNullable,
        Optional<String> defaultValue,
        Place place,
        Optional<ComplexType> complex) {

    /** A declared property with one nullable value and no default. */
    public static Property of(String name, EdmType type, Place place) {
        return new Property(name, type, false, true, true, Optional.empty(), place, Optional.empty());
    }

    /** A nullable list of objects. */
    static Property listOf(String name, ComplexType complex, Place place) {
        return new Property(name, EdmType.COMPLEX, true, true, true, Optional.empty(), place, Optional.of(complex));
    }

    /**
     * The type of values that are objects.
     *
     * @param name without namespace
     * @param properties the members in the order in which they are shown; their paths begin within the object
     */
    public record ComplexType(String name, List<Property> properties) {

        /** Copies the properties. */
        public ComplexType {
            properties = List.copyOf(properties);
        }
    }
}
