package io.cellport.odata.language;

import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.Relation;
import io.cellport.odata.model.RowSource;
import java.util.List;
import java.util.Optional;

/** A set of user data with a property of every type. */
final class Customers {

    static final EntityModel MODEL = new EntityModel(
            "UserData",
            "Customer",
            new RowSource.OfEntityType("type"),
            List.of("__id"),
            List.of(
                    one("__id", EdmType.STRING),
                    one("__published", EdmType.DATE_TIME),
                    one("__updated", EdmType.DATE_TIME),
                    one("active", EdmType.BOOLEAN),
                    one("addr", EdmType.COMPLEX),
                    one("born", EdmType.DATE_TIME),
                    one("login", EdmType.STRING),
                    one("n", EdmType.INT32),
                    list("nums", EdmType.INT32),
                    one("ratio", EdmType.SINGLE),
                    list("tags", EdmType.STRING),
                    one("weight", EdmType.DOUBLE)),
            List.of(
                    new Navigation("_Order", "Order", new Relation.Children("type")),
                    new Navigation("_Product", "Product", new Relation.Links("type", "other"))));

    private Customers() {}

    private static Property one(String name, EdmType type) {
        return Property.of(name, type, Place.at("s", name));
    }

    private static Property list(String name, EdmType type) {
        return new Property(name, type, true, true, true, Optional.empty(), Place.at("s", name), Optional.empty());
    }
}
