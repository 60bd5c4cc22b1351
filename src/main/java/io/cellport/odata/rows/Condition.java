package io.cellport.odata.rows;

import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Always;
import io.cellport.odata.language.Expression.And;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.Contains;
import io.cellport.odata.language.Expression.Or;
import io.cellport.odata.language.Expression.StartsWith;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Property;
import java.util.function.UnaryOperator;

/**
 * Filters as SQL that is true or false, never null. Immutable.
 *
 * @param model has all properties that the filters name
 * @param source the JSON of a row
 */
record Condition(EntityModel model, Sql source) {

    Sql of(Expression filter) {
        if (filter instanceof Always always) {
            return Sql.of(always.holds() ? "1" : "0");
        } else if (filter instanceof And and) {
            return Sql.of("({} AND {})", of(and.left()), of(and.right()));
        } else if (filter instanceof Or or) {
            return Sql.of("({} OR {})", of(or.left()), of(or.right()));
        } else if (filter instanceof Compare compare) {
            return compare(property(compare.property()), compare.operator(), compare.value());
        } else if (filter instanceof StartsWith starts) {
            return any(
                    property(starts.property()),
                    value -> TextRange.of(starts.prefix()).holds(value));
        }
        Contains contains = (Contains) filter;
        return any(property(contains.property()), TextMatch.of(contains.part())::holds);
    }

    private Property property(String name) {
        return model.property(name).orElseThrow(() -> new IllegalArgumentException("unchecked filter"));
    }

    /** Rows where nothing is equal differ, also if they have no value. */
    private Sql compare(Property property, Operator operator, Literal literal) {
        if (literal instanceof Literal.Nothing) {
            Sql some = any(property, value -> Sql.of("{} IS NOT NULL", value));
            return operator == Operator.NE ? some : Sql.of("NOT {}", some);
        }
        Object other = Parameter.of(property.type(), literal);
        return switch (operator) {
            case EQ -> any(property, value -> Sql.of("{} IS ?", value, other));
            case NE -> Sql.of("NOT {}", any(property, value -> Sql.of("{} IS ?", value, other)));
            case GT -> any(property, value -> Sql.of("coalesce({} > ?, 0)", value, other));
            case GE -> any(property, value -> Sql.of("coalesce({} >= ?, 0)", value, other));
            case LT -> any(property, value -> Sql.of("coalesce({} < ?, 0)", value, other));
            case LE -> any(property, value -> Sql.of("coalesce({} <= ?, 0)", value, other));
        };
    }

    /** Whether the value, or an element of the list, passes a test. */
    private Sql any(Property property, UnaryOperator<Sql> test) {
        return property.isList()
                ? Sql.of(
                        "EXISTS (SELECT 1 {})",
                        PropertyValue.elements(property, source, test.apply(PropertyValue.ofElement(property.type()))))
                : Sql.of("({})", test.apply(PropertyValue.of(property, source)));
    }
}
