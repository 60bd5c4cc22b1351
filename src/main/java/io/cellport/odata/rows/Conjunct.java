package io.cellport.odata.rows;

import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.And;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of several conditions that must all hold. Immutable.
 *
 * @param condition about {@code entity}
 * @param test the same for an index
 * @param isOnKey whether the content's own index over keys answers it
 */
record Conjunct(Sql condition, Optional<IndexTest> test, boolean isOnKey) {

    private static Conjunct of(Sql condition, Optional<IndexTest> test) {
        return new Conjunct(condition, test, false);
    }

    /** What must hold beside belonging to the set: the scope, each part of the filter, and the words. */
    static List<Conjunct> of(RowQuery query, RowScope scope, Sql source) {
        List<Conjunct> all = new ArrayList<>();
        if (scope instanceof RowScope.Children children) {
            Property parent = Property.of("", EdmType.STRING, Place.at("l", children.key()));
            all.add(of(
                    Sql.of("{} = ?", PropertyValue.of(parent, source), children.id()),
                    Optional.of(IndexTest.equal(parent, children.id()))));
        }
        if (scope instanceof RowScope.ListedChildren children) {
            all.add(of(
                    Sql.of(
                            "EXISTS (SELECT 1 FROM json_each({}, '$.ll') WHERE value = ?)",
                            source,
                            children.entityType() + ':' + children.id()),
                    Optional.empty()));
        }
        query.filter().ifPresent(filter -> split(query.model(), filter, source, all));
        query.search().ifPresent(words -> all.add(of(FullText.of(query.model(), words, source), Optional.empty())));
        return all;
    }

    private static void split(EntityModel model, Expression filter, Sql source, List<Conjunct> all) {
        if (filter instanceof And and) {
            split(model, and.left(), source, all);
            split(model, and.right(), source, all);
        } else {
            all.add(KeyColumn.test(model, filter)
                    .map(onKey -> new Conjunct(onKey, Optional.empty(), true))
                    .orElseGet(() -> of(new Condition(model, source).of(filter), IndexTest.of(model, filter))));
        }
    }

    /** All conditions, or {@code 1}. */
    static Sql all(List<Conjunct> conjuncts) {
        List<Sql> conditions = new ArrayList<>(List.of(Sql.of("1")));
        conjuncts.forEach(conjunct -> conditions.add(conjunct.condition()));
        return Sql.all(conditions);
    }
}
