package io.cellport.odata.schema;

import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.RowSource;
import io.cellport.odata.model.ServiceModel;
import io.cellport.odata.schema.Associations.EndRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the schema of one OData collection. Blocks; for one thread. */
final class UserSchemaReader {

    private static final Property ID = new Property(
            "__id", EdmType.STRING, false, true, false, Optional.empty(), Place.at("s", "__id"), Optional.empty());

    private static final Property PUBLISHED = Property.of("__published", EdmType.DATE_TIME, Place.at("p"));

    private static final Property UPDATED = Property.of("__updated", EdmType.DATE_TIME, Place.at("u"));

    /** Every row has them; a user cannot make others of these names. */
    private static final Set<String> RESERVED = Set.of(ID.name(), PUBLISHED.name(), UPDATED.name());

    private final SchemaRows rows;

    UserSchemaReader(Connection connection) {
        rows = new SchemaRows(connection);
    }

    /** @param bytes what its rows have */
    UserSchema read(String scope, int bytes) throws SQLException {
        List<SchemaRow> types = rows.within("EntityType", scope);
        Map<String, List<SchemaRow>> members = new LinkedHashMap<>();
        for (SchemaRow complex : rows.within("ComplexType", scope)) {
            members.put(complex.name(), rows.within("ComplexTypeProperty", complex.id()));
        }
        ComplexTypes complexTypes = new ComplexTypes(members);
        Associations associations = new Associations(ends(types));
        List<EntityModel> models = new ArrayList<>();
        for (SchemaRow type : types) {
            models.add(model(type, complexTypes, associations));
        }
        models.sort(Comparator.comparing(EntityModel::name));
        return new UserSchema(
                ServiceModel.of(UserSchema.NAMESPACE, models), complexTypes.all(), associations.all(), bytes);
    }

    private List<EndRow> ends(List<SchemaRow> types) throws SQLException {
        List<EndRow> ends = new ArrayList<>();
        for (SchemaRow type : types) {
            rows.within("AssociationEnd", type.id()).forEach(end -> ends.add(new EndRow(end, type)));
        }
        return ends;
    }

    private EntityModel model(SchemaRow type, ComplexTypes complexTypes, Associations associations)
            throws SQLException {
        List<Property> properties = new ArrayList<>(List.of(ID, PUBLISHED, UPDATED));
        complexTypes.properties(rows.within("Property", type.id()), "s").stream()
                .filter(property -> !RESERVED.contains(property.name()))
                .forEach(properties::add);
        return new EntityModel(
                UserSchema.NAMESPACE,
                type.name(),
                new RowSource.OfEntityType(type.id()),
                List.of(ID.name()),
                properties,
                associations.of(type));
    }
}
