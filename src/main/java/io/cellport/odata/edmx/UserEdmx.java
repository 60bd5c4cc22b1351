package io.cellport.odata.edmx;

import io.cellport.odata.schema.UserSchema;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The metadata of the types that users have made in a collection. Stateless. */
public final class UserEdmx {

    private static final String NAMESPACE = UserSchema.NAMESPACE;

    private UserEdmx() {}

    /** The document: complex types, entity types, associations, and a container with all sets. */
    public static XmlPieces of(UserSchema schema) {
        TypesEdmx types = new TypesEdmx(schema);
        AssociationsEdmx associations = new AssociationsEdmx(schema);
        return new XmlPieces(Stream.of(
                        Stream.<Consumer<XmlPieces>>of(UserEdmx::begin),
                        types.complexTypes(),
                        types.entityTypes(associations),
                        associations.associations(),
                        Stream.<Consumer<XmlPieces>>of(UserEdmx::beginContainer),
                        SetOrder.of(schema.service()).stream().map(UserEdmx::entitySet),
                        associations.associationSets(),
                        Stream.<Consumer<XmlPieces>>of(UserEdmx::end))
                .flatMap(steps -> steps));
    }

    private static void begin(XmlPieces xml) {
        xml.start(
                        "edmx:Edmx",
                        "Version",
                        "1.0",
                        "xmlns:edmx",
                        "http://schemas.microsoft.com/ado/2007/06/edmx",
                        "xmlns:d",
                        "http://schemas.microsoft.com/ado/2007/08/dataservices",
                        "xmlns:m",
                        "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata",
                        "xmlns:p",
                        "urn:x-personium:xmlns")
                .start("edmx:DataServices", "m:DataServiceVersion", "1.0")
                .start("Schema", "xmlns", "http://schemas.microsoft.com/ado/2006/04/edm", "Namespace", NAMESPACE);
    }

    private static void beginContainer(XmlPieces xml) {
        xml.start("EntityContainer", "Name", NAMESPACE, "m:IsDefaultEntityContainer", "true");
    }

    private static Consumer<XmlPieces> entitySet(String name) {
        return xml -> xml.empty("EntitySet", "Name", name, "EntityType", NAMESPACE + "." + name);
    }

    private static void end(XmlPieces xml) {
        xml.end().end().end().end();
    }
}
