package io.cellport.odata.schema;

import io.cellport.odata.model.Property.ComplexType;
import io.cellport.odata.model.ServiceModel;
import java.util.List;

/**
 * What the schema of an OData collection says. Immutable.
 *
 * @param service the entity types by name, in the namespace {@value #NAMESPACE}
 * @param complexTypes all of them, by name
 * @param associations between entity types, in the order of import
 * @param bytes what it was read from, which is about what it takes in memory
 */
public record UserSchema(
        ServiceModel service, List<ComplexType> complexTypes, List<Association> associations, int bytes) {

    /** The namespace of all types that users make. */
    public static final String NAMESPACE = "UserData";

    /** Two entity types are associated. */
    public record Association(End first, End second) {}

    /**
     * One end of an association.
     *
     * @param multiplicity {@code 1}, {@code 0..1} or {@code *}
     */
    public record End(String name, String entityType, String multiplicity) {

        boolean isMany() {
            return multiplicity.equals("*");
        }
    }

    /** Copies the lists. */
    public UserSchema {
        complexTypes = List.copyOf(complexTypes);
        associations = List.copyOf(associations);
    }
}
