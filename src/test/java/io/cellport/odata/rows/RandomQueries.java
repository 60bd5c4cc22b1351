package io.cellport.odata.rows;

import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.language.Order;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queries for {@link RandomRows}, as a checked filter may have them. For one thread. */
record RandomQueries(RandomRows values) {

    RowQuery next(int mostRows) {
        List<Order> orders = new ArrayList<>();
        for (int i = values.below(3); i > 0; i--) {
            orders.add(new Order(property().name(), values.below(2) == 0));
        }
        return new RowQuery(
                RandomRows.MODEL,
                values.below(6) == 0 ? Optional.empty() : Optional.of(filter(values.below(3))),
                orders,
                Optional.empty(),
                values.below(40),
                values.below(3) == 0 ? values.below(mostRows) : 0,
                true,
                false);
    }

    private Expression filter(int depth) {
        if (depth > 0) {
            return values.below(2) == 0
                    ? new Expression.And(filter(depth - 1), filter(depth - 1))
                    : new Expression.Or(filter(depth - 1), filter(depth - 1));
        }
        Property property = property();
        if (property.type() == EdmType.STRING && values.below(2) == 0) {
            String part = part();
            return values.below(2) == 0
                    ? new Expression.StartsWith(property.name(), part)
                    : new Expression.Contains(part, property.name());
        }
        return compare(property);
    }

    private Expression compare(Property property) {
        Operator equality = values.below(2) == 0 ? Operator.EQ : Operator.NE;
        if (values.below(6) == 0) {
            return new Expression.Compare(property.name(), equality, new Literal.Nothing());
        }
        Operator operator = property.type() == EdmType.BOOLEAN ? equality : values.any(List.of(Operator.values()));
        return new Expression.Compare(property.name(), operator, literal(property.type()));
    }

    private Literal literal(EdmType type) {
        return switch (type) {
            case STRING -> new Literal.Text(values.any(RandomRows.TEXTS));
            case BOOLEAN -> new Literal.Truth(values.below(2) == 0);
            case DATE_TIME -> new Literal.Moment(values.number().longValue());
            case INT32 -> new Literal.Whole(values.number().longValue());
            default ->
                values.below(2) == 0
                        ? new Literal.Whole(values.number().intValue())
                        : new Literal.Decimal(values.number().doubleValue());
        };
    }

    /** A piece of a text, perhaps in another case. */
    private String part() {
        String text = values.any(RandomRows.TEXTS);
        int begin = text.offsetByCodePoints(0, values.below(text.codePointCount(0, text.length()) + 1));
        String part = values.below(2) == 0 ? text.substring(begin) : text.substring(0, begin);
        return values.below(3) == 0 ? part.toUpperCase(Locale.ROOT) : part;
    }

    private Property property() {
        return values.any(RandomRows.MODEL.properties());
    }
}
