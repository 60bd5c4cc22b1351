package io.cellport.odata.rows;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.odata.language.Order;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.RowSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One query on one connection. Blocks; for one thread. */
final class RowSearch {

    /** Of smaller sets all rows are looked at and sorted; larger ones are read in the order of import. */
    static final int SMALL = 10_000;

    /** The name of the rows within the SQL. */
    private static final String ROW = "entity";

    private final Connection connection;
    private final RowQuery query;
    private final RowScope scope;
    private final Sql source = PropertyValue.source(ROW);

    RowSearch(Connection connection, RowQuery query, RowScope scope) {
        this.connection = connection;
        this.query = query;
        this.scope = scope;
    }

    /**
     * What was found.
     *
     * @param numbers of the rows, in order
     * @param count of the rows before {@code top} and {@code skip}, if the query asked for it
     */
    record Found(List<Long> numbers, OptionalLong count) {}

    Found find() throws SQLException {
        Sql rows = Sql.of("FROM entity " + way() + " WHERE {}", conditions());
        List<Long> numbers = numbers(rows);
        return new Found(
                numbers, query.isCounted() ? OptionalLong.of(count(rows, numbers.size())) : OptionalLong.empty());
    }

    /** How SQLite gets at the rows; left to itself, it might sort a million of them to find the first ones. */
    private String way() throws SQLException {
        if (scope.isByIds()) {
            return "INDEXED BY entity_id";
        }
        return isSmall() ? "INDEXED BY entity_key" : "NOT INDEXED";
    }

    private boolean isSmall() throws SQLException {
        RowSource rows = query.model().rows();
        // A look into a row costs more than to pass over it, so other collections count too.
        RowSource counted = rows instanceof RowSource.OfCollection ? new RowSource.OfCell(rows.type()) : rows;
        return number(Sql.of(
                        "SELECT count(*) FROM (SELECT 1 FROM entity INDEXED BY entity_key WHERE {} LIMIT ?)",
                        new RowScope.All().of(counted, ROW, source),
                        SMALL + 1))
                <= SMALL;
    }

    private Sql conditions() {
        List<Sql> all = new ArrayList<>();
        all.add(scope.of(query.model().rows(), ROW, source));
        query.filter().ifPresent(filter -> all.add(new Condition(query.model(), source).of(filter)));
        query.search().ifPresent(words -> all.add(FullText.of(query.model(), words, source)));
        return Sql.join(" AND ", all);
    }

    private Sql order() {
        List<Sql> steps = new ArrayList<>();
        for (Order order : query.orders()) {
            query.model()
                    .property(order.property())
                    .filter(RowSearch::hasOrder)
                    .map(property -> PropertyValue.of(property, source))
                    .ifPresent(value ->
                            steps.add(Sql.of("{} " + (order.isDescending() ? "DESC" : "ASC") + " NULLS LAST", value)));
        }
        steps.add(Sql.of(query.isById() ? "entity.id" : "entity.rowid"));
        return Sql.join(", ", steps);
    }

    private static boolean hasOrder(Property property) {
        return !property.isList() && property.type() != EdmType.COMPLEX;
    }

    private List<Long> numbers(Sql rows) throws SQLException {
        if (query.top() == 0) {
            return List.of();
        }
        Sql page =
                Sql.of("SELECT entity.rowid {} ORDER BY {} LIMIT ? OFFSET ?", rows, order(), query.top(), query.skip());
        return query(
                connection,
                page.text(),
                row -> row.getLong(1),
                page.parameters().toArray());
    }

    /** A page that is not full says where the rows end. */
    private long count(Sql rows, int found) throws SQLException {
        boolean isLast = found < query.top() && (found > 0 || query.skip() == 0);
        return isLast ? (long) query.skip() + found : number(Sql.of("SELECT count(*) {}", rows));
    }

    private long number(Sql sql) throws SQLException {
        return first(
                        connection,
                        sql.text(),
                        row -> row.getLong(1),
                        sql.parameters().toArray())
                .orElseThrow();
    }
}
