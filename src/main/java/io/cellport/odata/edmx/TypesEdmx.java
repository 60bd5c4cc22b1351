package io.cellport.odata.edmx;

import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Property.ComplexType;
import io.cellport.odata.schema.UserSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The types of a user's schema and their properties. Immutable. */
record TypesEdmx(UserSchema schema) {

    /** The properties that every entity type has, in the order of the model, each with its attributes. */
    private static final List<String[]> OWN = List.of(
            own("__id", "Edm.String", "DefaultValue", "UUID()", "p:Format", "regEx('^.{1,400}$')"),
            own("__published", "Edm.DateTime", "DefaultValue", "SYSUTCDATETIME()", "Precision", "3"),
            own("__updated", "Edm.DateTime", "DefaultValue", "SYSUTCDATETIME()", "Precision", "3"));

    private static String[] own(String name, String type, String... more) {
        List<String> attributes = new ArrayList<>(List.of("Name", name, "Type", type, "Nullable", "false"));
        Collections.addAll(attributes, more);
        return attributes.toArray(String[]::new);
    }

    Stream<Consumer<XmlPieces>> complexTypes() {
        return schema.complexTypes().stream().flatMap(TypesEdmx::complexType);
    }

    private static Stream<Consumer<XmlPieces>> complexType(ComplexType type) {
        return Stream.of(
                        Stream.<Consumer<XmlPieces>>of(xml -> xml.start("ComplexType", "Name", type.name())),
                        type.properties().stream().map(TypesEdmx::property),
                        Stream.<Consumer<XmlPieces>>of(XmlPieces::end))
                .flatMap(steps -> steps);
    }

    Stream<Consumer<XmlPieces>> entityTypes(AssociationsEdmx associations) {
        return schema.service().sets().values().stream().flatMap(type -> entityType(type, associations));
    }

    private static Stream<Consumer<XmlPieces>> entityType(EntityModel type, AssociationsEdmx associations) {
        return Stream.of(
                        Stream.<Consumer<XmlPieces>>of(xml -> begin(xml, type)),
                        type.properties().stream().skip(OWN.size()).map(TypesEdmx::property),
                        associations.navigations(type.name()),
                        Stream.<Consumer<XmlPieces>>of(XmlPieces::end))
                .flatMap(steps -> steps);
    }

    private static void begin(XmlPieces xml, EntityModel type) {
        xml.start("EntityType", "Name", type.name(), "OpenType", "true")
                .start("Key")
                .empty("PropertyRef", "Name", "__id")
                .end();
        OWN.forEach(attributes -> xml.empty("Property", attributes));
    }

    private static Consumer<XmlPieces> property(Property property) {
        return xml -> xml.empty("Property", attributes(property));
    }

    private static String[] attributes(Property property) {
        List<String> attributes = new ArrayList<>();
        Collections.addAll(attributes, "Name", property.name(), "Type", type(property));
        Collections.addAll(attributes, "Nullable", String.valueOf(property.isNullable()));
        property.defaultValue().ifPresent(value -> Collections.addAll(attributes, "DefaultValue", value));
        if (property.isList()) {
            Collections.addAll(attributes, "CollectionKind", "List");
        }
        if (!property.isDeclared()) {
            Collections.addAll(attributes, "p:IsDeclared", "false");
        }
        return attributes.toArray(String[]::new);
    }

    private static String type(Property property) {
        return property.complex()
                .map(complex -> UserSchema.NAMESPACE + "." + complex.name())
                .orElseGet(() -> property.type().edmName());
    }
}
