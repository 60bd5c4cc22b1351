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
import io.cellport.odata.language.Order;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a query means, said a second time: over parsed JSON and without SQL. Stateless. */
final class PlainEvaluator {

    private PlainEvaluator() {}

    /** The rows that match, in order, before {@code top} and {@code skip}. */
    static List<JsonObject> evaluate(List<JsonObject> rows, RowQuery query) {
        List<JsonObject> found = new ArrayList<>(rows);
        found.removeIf(row -> !query.filter().map(filter -> holds(filter, row)).orElse(true));
        Comparator<JsonObject> order = Comparator.comparing(row -> 0);
        for (Order step : query.orders()) {
            Property property = property(step.property());
            if (!property.isList()) {
                order = order.thenComparing(comparator(property, step.isDescending()));
            }
        }
        found.sort(order);
        return found;
    }

    private static Comparator<JsonObject> comparator(Property property, boolean isDescending) {
        Comparator<Object> values = isDescending
                ? Comparator.<Object>nullsFirst(PlainEvaluator::compareValues).reversed()
                : Comparator.nullsLast(PlainEvaluator::compareValues);
        return Comparator.comparing(
                row -> values(property, row).stream().findFirst().orElse(null), values);
    }

    private static boolean holds(Expression filter, JsonObject row) {
        if (filter instanceof Always always) {
            return always.holds();
        } else if (filter instanceof And and) {
            return holds(and.left(), row) && holds(and.right(), row);
        } else if (filter instanceof Or or) {
            return holds(or.left(), row) || holds(or.right(), row);
        } else if (filter instanceof StartsWith starts) {
            return any(starts.property(), row, value -> ((String) value).startsWith(starts.prefix()));
        } else if (filter instanceof Contains contains) {
            return any(
                    contains.property(),
                    row,
                    value -> TextMatch.of(contains.part()).matches((String) value));
        }
        return compare((Compare) filter, row);
    }

    private static boolean compare(Compare compare, JsonObject row) {
        if (compare.value() instanceof Literal.Nothing) {
            return any(compare.property(), row, value -> true) == (compare.operator() == Operator.NE);
        }
        EdmType type = property(compare.property()).type();
        Object other = typed(type, literal(compare.value())).orElseThrow();
        Predicate<Object> test = value -> {
            int order = compareValues(value, other);
            return switch (compare.operator()) {
                case EQ, NE -> order == 0;
                case GT -> order > 0;
                case GE -> order >= 0;
                case LT -> order < 0;
                case LE -> order <= 0;
            };
        };
        return any(compare.property(), row, test) != (compare.operator() == Operator.NE);
    }

    private static Object literal(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return text.value();
        } else if (literal instanceof Literal.Whole whole) {
            return whole.value();
        } else if (literal instanceof Literal.Decimal decimal) {
            return decimal.value();
        } else if (literal instanceof Literal.Truth truth) {
            return truth.value();
        }
        return ((Literal.Moment) literal).millis();
    }

    private static boolean any(String property, JsonObject row, Predicate<Object> test) {
        return values(property(property), row).stream().anyMatch(test);
    }

    private static Property property(String name) {
        return RandomRows.MODEL.property(name).orElseThrow();
    }

    /** The values of the property that have its type. */
    private static List<Object> values(Property property, JsonObject row) {
        Object value = row;
        for (String key : ((Place.Stored) property.place()).path()) {
            value = value instanceof JsonObject object ? object.getValue(key) : null;
        }
        List<Object> all = new ArrayList<>();
        if (!property.isList()) {
            all.add(value);
        } else if (value instanceof JsonArray array) {
            array.forEach(all::add);
        } else if (!(value instanceof JsonObject)) {
            all.add(value);
        }
        return all.stream()
                .flatMap(found -> typed(property.type(), found).stream())
                .toList();
    }

    private static Optional<Object> typed(EdmType type, Object value) {
        return switch (type) {
            case STRING -> value instanceof String ? Optional.of(value) : Optional.empty();
            case BOOLEAN -> truth(value);
            case INT32, DATE_TIME -> number(value).map(found -> found);
            default -> number(value).map(found -> new BigDecimal(found.doubleValue()));
        };
    }

    private static Optional<Object> truth(Object value) {
        String text = value instanceof Boolean || value instanceof String ? value.toString() : "";
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    private static Optional<BigDecimal> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(new BigDecimal(number.toString()));
        }
        return value instanceof String text && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static int compareValues(Object one, Object other) {
        if (one instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) other).getBytes(StandardCharsets.UTF_8));
        } else if (one instanceof Boolean truth) {
            return truth.compareTo((Boolean) other);
        }
        return ((BigDecimal) one).compareTo((BigDecimal) other);
    }
}
