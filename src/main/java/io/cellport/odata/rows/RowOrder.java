package io.cellport.odata.rows;

import io.cellport.odata.language.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a query sorts {@code entity}, as SQL. Immutable.
 *
 * @param steps those that say something
 */
record RowOrder(RowQuery query, List<Order> steps) {

    static RowOrder of(RowQuery query) {
        return new RowOrder(
                query,
                query.orders().stream()
                        .filter(order -> query.model()
                                .property(order.property())
                                .filter(IndexTest::canBeOrdered)
                                .isPresent())
                        .toList());
    }

    /** The first step. */
    Optional<Order> first() {
        return steps.stream().findFirst();
    }

    /** Whether only the order of import matters. */
    boolean isOfImport() {
        return steps.isEmpty() && !query.isById();
    }

    /** All steps, and what decides in the end. */
    Sql all(Sql source) {
        return after(0, source, "entity.rowid");
    }

    /**
     * What follows after some steps.
     *
     * @param number how the number of a row is called
     */
    Sql after(int done, Sql source, String number) {
        List<Sql> terms = new ArrayList<>();
        for (Order step : steps.subList(done, steps.size())) {
            Sql value = KeyColumn.is(query.model(), step.property())
                    ? Sql.of("entity.key")
                    : PropertyValue.of(query.model().property(step.property()).orElseThrow(), source);
            terms.add(Sql.of("{} " + direction(step) + " NULLS LAST", value));
        }
        terms.add(Sql.of(query.isById() ? "entity.id" : number));
        return Sql.join(", ", terms);
    }

    static String direction(Order step) {
        return step.isDescending() ? "DESC" : "ASC";
    }
}
