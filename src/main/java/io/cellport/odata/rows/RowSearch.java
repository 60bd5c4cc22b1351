package io.cellport.odata.rows;

import io.cellport.odata.model.RowSource;
import java.sql.SQLException;
import java.util.List;

/** One query, answered by looking at all rows of the set as far as needed. Blocks; for one thread. */
final class RowSearch {

    private final Asking asking;
    private final RowQuery query;
    private final RowScope scope;
    private final SearchCosts costs;
    private final Sql source = PropertyValue.source("entity");

    RowSearch(Asking asking, RowQuery query, RowScope scope, SearchCosts costs) {
        this.asking = asking;
        this.query = query;
        this.scope = scope;
        this.costs = costs;
    }

    /** Whether the rows are few enough to be looked at one by one. */
    boolean isSmall(KnownSizes sizes) throws SQLException {
        if (scope.isByIds()) {
            return true;
        }
        String content = asking.reader().file().toString();
        Boolean known = sizes.isSmall(content, query.model().rows());
        if (known != null) {
            return known;
        }
        boolean isSmall = isSmall();
        sizes.remember(content, query.model().rows(), isSmall);
        return isSmall;
    }

    private boolean isSmall() throws SQLException {
        RowSource rows = query.model().rows();
        // A look into a row costs more than to pass over it, so other collections count too.
        RowSource counted = rows instanceof RowSource.OfCollection ? new RowSource.OfCell(rows.type()) : rows;
        return !asking.yields(Sql.of(
                "SELECT 1 FROM entity INDEXED BY entity_key WHERE {} LIMIT 1 OFFSET ?",
                new RowScope.All().of(counted),
                costs.small()));
    }

    /** Reads few rows by an index and sorts them; of many, the first ones in the order of import may do. */
    Found find(boolean isSmall) throws SQLException {
        List<Conjunct> conjuncts = Conjunct.of(query, scope, source);
        String index = scope.isByIds() ? "entity_id" : "entity_key";
        boolean isByIndex = isSmall || conjuncts.stream().anyMatch(Conjunct::isOnKey);
        Sql rows = Sql.of(
                "FROM entity " + (isByIndex ? "INDEXED BY " + index : "NOT INDEXED") + " WHERE {} AND {}",
                scope.of(query.model().rows()),
                Conjunct.all(conjuncts));
        Sql page = Sql.of(
                "SELECT entity.rowid AS r {} ORDER BY {}",
                rows,
                RowOrder.of(query).all(source));
        return asking.page(page, Sql.of("SELECT 1 {}", rows));
    }
}
