package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.Property;
import java.util.List;
import java.util.Optional;

/** Looks up the names of {@code $orderby} and {@code $expand} in the model of a set. Stateless. */
public final class NameCheck {

    private NameCheck() {}

    /**
     * The steps of an order that can be gone: with user data those whose property exists. {@code PR400-OD-0040} for a
     * list, {@code PR400-OD-0051} for an object, and for an unknown property of other sets.
     */
    public static List<Order> orders(List<Order> orders, EntityModel model) {
        return orders.stream().filter(order -> isSortable(order, model)).toList();
    }

    private static boolean isSortable(Order order, EntityModel model) {
        Optional<Property> property = model.property(order.property());
        if (property.isEmpty() && model.isUserData()) {
            return false;
        }
        if (property.filter(Property::isList).isPresent()) {
            throw ApiException.of(ErrorCode.PR400_OD_0040);
        }
        if (property.filter(single -> single.type() != EdmType.COMPLEX).isEmpty()) {
            throw ApiException.of(ErrorCode.PR400_OD_0051);
        }
        return true;
    }

    /** The navigations of {@code $expand}, each once; {@code PR400-OD-0025} for an unknown one. */
    public static List<Navigation> expansions(List<String> names, EntityModel model) {
        return names.stream()
                .distinct()
                .map(name -> model.navigation(name).orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0025, name)))
                .toList();
    }
}
