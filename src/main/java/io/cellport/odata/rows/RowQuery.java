package io.cellport.odata.rows;

import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Order;
import io.cellport.odata.model.EntityModel;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a set are asked for, and in which order. Immutable.
 *
 * @param filter checked against the model
 * @param orders those by unknown properties, lists and objects change nothing; what they leave open, the order of
 *     import decides
 * @param search words that must all occur in a row
 * @param top most rows
 * @param skip rows to pass over first
 * @param isCounted whether to count the rows before {@code top} and {@code skip}
 * @param isById whether ids decide what the orders leave open, and not the order of import
 */
public record RowQuery(
        EntityModel model,
        Optional<Expression> filter,
        List<Order> orders,
        Optional<String> search,
        int top,
        int skip,
        boolean isCounted,
        boolean isById) {

    /** Copies the orders. */
    public RowQuery {
        orders = List.copyOf(orders);
    }

    /** The first rows of a set in the order of import. */
    public static RowQuery first(EntityModel model, int top) {
        return new RowQuery(model, Optional.empty(), List.of(), Optional.empty(), top, 0, false, false);
    }

    /** The same with another filter. */
    public RowQuery where(Expression condition) {
        return new RowQuery(model, Optional.of(condition), orders, search, top, skip, isCounted, isById);
    }
}
