package io.cellport.odata.model;

import static io.cellport.odata.model.EdmType.BOOLEAN;
import static io.cellport.odata.model.EdmType.DATE_TIME;
import static io.cellport.odata.model.EdmType.STRING;

import io.cellport.odata.model.Relation.Children;
import io.cellport.odata.model.Relation.Parent;
import java.util.ArrayList;
import java.util.List;

/**
 * The entity sets below {@code $metadata} of an OData collection, which describe its types, as Personium's
 * {@code ODataSvcSchema} has them. Stateless.
 */
public final class SchemaControl {

    private static final String NAMESPACE = "ODataSvcSchema";

    private SchemaControl() {}

    /**
     * The service of a collection.
     *
     * @param node the id of the collection
     */
    public static ServiceModel of(String node) {
        return ServiceModel.of(
                NAMESPACE,
                List.of(
                        entityType(node),
                        associationEnd(node),
                        complexTypeProperty(node),
                        property(node),
                        complexType(node)));
    }

    private static EntityModel entityType(String node) {
        return set(
                node,
                "EntityType",
                List.of("Name"),
                List.of(text("Name")),
                children("EntityType", "AssociationEnd"),
                children("EntityType", "Property"));
    }

    private static EntityModel associationEnd(String node) {
        return set(
                node,
                "AssociationEnd",
                List.of("Name", "_EntityType.Name"),
                List.of(text("Name"), text("Multiplicity"), nameOf("EntityType")),
                parent("EntityType"),
                parent("AssociationEnd"));
    }

    private static EntityModel property(String node) {
        return set(
                node,
                "Property",
                List.of("Name", "_EntityType.Name"),
                List.of(
                        text("Name"),
                        nameOf("EntityType"),
                        text("Type"),
                        truth("Nullable"),
                        text("DefaultValue"),
                        text("CollectionKind"),
                        truth("IsKey"),
                        text("UniqueKey"),
                        truth("IsDeclared")),
                parent("EntityType"));
    }

    private static EntityModel complexType(String node) {
        return set(
                node,
                "ComplexType",
                List.of("Name"),
                List.of(text("Name")),
                children("ComplexType", "ComplexTypeProperty"));
    }

    private static EntityModel complexTypeProperty(String node) {
        return set(
                node,
                "ComplexTypeProperty",
                List.of("Name", "_ComplexType.Name"),
                List.of(
                        text("Name"),
                        nameOf("ComplexType"),
                        text("Type"),
                        truth("Nullable"),
                        text("DefaultValue"),
                        text("CollectionKind")),
                parent("ComplexType"));
    }

    private static EntityModel set(
            String node, String name, List<String> keys, List<Property> properties, Navigation... navigations) {
        List<Property> all = new ArrayList<>(properties);
        all.add(Property.of("__published", DATE_TIME, Place.at("p")));
        all.add(Property.of("__updated", DATE_TIME, Place.at("u")));
        return new EntityModel(
                NAMESPACE, name, new RowSource.OfCollection(name, node), keys, all, List.of(navigations));
    }

    private static Property text(String name) {
        return Property.of(name, STRING, Place.at("s", name));
    }

    private static Property truth(String name) {
        return Property.of(name, BOOLEAN, Place.at("s", name));
    }

    private static Property nameOf(String type) {
        return Property.of("_" + type + ".Name", STRING, new Place.OfParent(List.of(type), List.of("s", "Name")));
    }

    private static Navigation parent(String to) {
        return new Navigation("_" + to, to, new Parent(to));
    }

    private static Navigation children(String key, String of) {
        return new Navigation("_" + of, of, new Children(key));
    }
}
