package io.cellport.odata.rows;

import io.cellport.odata.index.Selection;
import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.Contains;
import io.cellport.odata.language.Expression.StartsWith;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Property;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A condition that an index over its property answers. Immutable.
 *
 * @param value the property
 * @param table of the index: the rows with values, or those without
 * @param onHit what holds for a row {@code hit} of that table; each row of the set is there at most once
 * @param onAsciiHit the same, if all values are texts in ASCII without zeros
 * @param isEquality whether the rows come in the order of import
 */
record IndexTest(Property value, String table, Sql onHit, Sql onAsciiHit, boolean isEquality) {

    private IndexTest(Property value, String table, Sql onHit, boolean isEquality) {
        this(value, table, onHit, onHit, isEquality);
    }

    /** The test that is the same as a filter, if there is one. */
    static Optional<IndexTest> of(EntityModel model, Expression filter) {
        if (filter instanceof Compare compare) {
            return model.property(compare.property()).flatMap(property -> of(property, compare));
        } else if (filter instanceof StartsWith starts) {
            Sql inRange = TextRange.of(starts.prefix()).holdsFor(Sql.of("hit.v"));
            return ordered(model, starts.property()).map(property -> among(property, inRange));
        } else if (filter instanceof Contains contains) {
            // All values are looked at, but they are closer together than in the rows.
            TextMatch match = TextMatch.of(contains.part());
            Sql value = Sql.of("hit.v");
            return ordered(model, contains.property())
                    .map(property ->
                            new IndexTest(property, "entry", match.holds(value), match.holdsInAscii(value), false));
        }
        return Optional.empty();
    }

    private static Optional<IndexTest> of(Property property, Compare compare) {
        boolean isNothing = compare.value() instanceof Literal.Nothing;
        if (compare.operator() == Operator.EQ) {
            return Optional.of(
                    isNothing
                            ? new IndexTest(property, "missing", Sql.of("1"), true)
                            : equal(property, Parameter.of(property.type(), compare.value())));
        }
        if (compare.operator() == Operator.NE || !canBeOrdered(property)) {
            return Optional.empty();
        }
        String operator =
                switch (compare.operator()) {
                    case GT -> ">";
                    case GE -> ">=";
                    case LT -> "<";
                    default -> "<=";
                };
        Object other = Parameter.of(property.type(), compare.value());
        return Optional.of(among(property, Sql.of("hit.v " + operator + " ?", other)));
    }

    private static Optional<Property> ordered(EntityModel model, String name) {
        return model.property(name).filter(IndexTest::canBeOrdered);
    }

    private static IndexTest among(Property property, Sql onHit) {
        return new IndexTest(property, "entry", onHit, false);
    }

    /** The rows with exactly this value, or with this element. */
    static IndexTest equal(Property property, Object value) {
        return new IndexTest(property, "entry", Sql.of("hit.v = ?", value), true);
    }

    /** A list stands in an index with each of its elements. */
    static boolean canBeOrdered(Property property) {
        return !property.isList() && property.type() != EdmType.COMPLEX;
    }

    /** Whether it is quicker when all values are in ASCII. */
    boolean isQuickerInAscii() {
        return !onHit.equals(onAsciiHit);
    }

    /** What has to be indexed for it. */
    Selection selection(Path content, EntityModel model) {
        return selection(content, model, value);
    }

    static Selection selection(Path content, EntityModel model, Property property) {
        Sql source = PropertyValue.source("entity");
        Sql inSet = new RowScope.All().of(model.rows());
        Sql sql = property.isList()
                ? Sql.of(
                        "SELECT {} AS v, entity.rowid AS r FROM entity NOT INDEXED LEFT JOIN {} WHERE {}",
                        PropertyValue.ofElement(property.type()),
                        PropertyValue.joined(property, source),
                        inSet)
                : Sql.of(
                        "SELECT {} AS v, entity.rowid AS r FROM entity NOT INDEXED WHERE {}",
                        PropertyValue.of(property, source),
                        inSet);
        return new Selection(content, sql.text(), sql.parameters());
    }
}
