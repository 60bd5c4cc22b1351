package io.cellport.odata.rows;

import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.StartsWith;
import io.cellport.odata.language.Literal.Text;
import io.cellport.odata.language.Operator;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.RowSource;
import java.util.List;
import java.util.Optional;

/**
 * The ids of user data stand in the column {@code key} too, behind the id of their type, and it has an index.
 * Stateless.
 */
final class KeyColumn {

    private KeyColumn() {}

    static boolean is(EntityModel model, String property) {
        return model.isUserData() && model.keys().equals(List.of(property));
    }

    /** A condition about ids as one about that column. */
    static Optional<Sql> test(EntityModel model, Expression filter) {
        if (!(model.rows() instanceof RowSource.OfEntityType type)) {
            return Optional.empty();
        }
        String before = type.entityType() + '\t';
        if (filter instanceof Compare compare
                && is(model, compare.property())
                && compare.operator() == Operator.EQ
                && compare.value() instanceof Text id) {
            return Optional.of(Sql.of("entity.key = ?", before + id.value()));
        } else if (filter instanceof StartsWith starts && is(model, starts.property())) {
            return Optional.of(TextRange.of(before + starts.prefix()).holdsFor(Sql.of("entity.key")));
        }
        return Optional.empty();
    }
}
