package io.cellport.odata.rows;

import io.cellport.odata.language.Order;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One query on a large set for which there are indexes. Blocks; for one thread. */
final class IndexedSearch {

    /** The schema of the index that answers a condition. */
    static final String BY_VALUE = "by_value";

    /** The schema of the index that has the first order. */
    static final String BY_ORDER = "by_order";

    private final Asking asking;
    private final RowQuery query;
    private final List<Conjunct> conjuncts;
    private final SearchCosts costs;
    private final RowOrder order;
    private final Sql inSet;
    private final Sql source = PropertyValue.source("entity");

    IndexedSearch(Asking asking, RowQuery query, List<Conjunct> conjuncts, SearchCosts costs) {
        this.asking = asking;
        this.query = query;
        this.conjuncts = conjuncts;
        this.costs = costs;
        this.order = RowOrder.of(query);
        this.inSet = new RowScope.All().of(query.model().rows());
    }

    /**
     * The rows, if the indexes help.
     *
     * @param byValue one of the conditions, for which there is an index
     * @param byOrder whether there is an index with the first order, or the content itself has it
     */
    Optional<Found> find(Optional<Conjunct> byValue, boolean byOrder) throws SQLException {
        if (byValue.isPresent()) {
            Optional<Found> found = among(byValue.get());
            if (found.isPresent()) {
                return found;
            }
        }
        return byOrder && isSoonFound() ? Optional.of(inOrder(byValue)) : Optional.empty();
    }

    /** Looks at the rows only that satisfy one condition, unless they are many and not in the right order. */
    private Optional<Found> among(Conjunct conjunct) throws SQLException {
        IndexTest test = conjunct.test().orElseThrow();
        Sql hits = hits(test);
        boolean isInOrder = test.isEquality() && order.isOfImport();
        if (!isInOrder && order.isOfImport() && conjuncts.size() == 1) {
            return few(hits);
        }
        if (!isInOrder && asking.count(Sql.of("SELECT 1 {} LIMIT ?", hits, costs.few() + 1)) > costs.few()) {
            return Optional.empty();
        }
        List<Conjunct> others = others(conjunct);
        Sql rows = others.isEmpty() && order.isOfImport()
                ? hits
                : Sql.of(
                        "FROM " + BY_VALUE + "." + test.table()
                                + " AS hit CROSS JOIN entity ON entity.rowid = hit.r WHERE {} AND {}",
                        test.onHit(),
                        Conjunct.all(others));
        Sql page = Sql.of("SELECT hit.r {} ORDER BY {}", rows, order.after(0, source, "hit.r"));
        return Optional.of(asking.page(page, Sql.of("SELECT 1 {}", rows), query));
    }

    /** Reads the numbers of the hits once, instead of counting them first: a search for a part of texts looks at each value. */
    private Optional<Found> few(Sql hits) throws SQLException {
        List<Long> numbers = asking.numbers(Sql.of("SELECT hit.r {} LIMIT ?", hits, costs.few() + 1));
        if (numbers.size() > costs.few()) {
            return Optional.empty();
        }
        List<Long> page =
                numbers.stream().sorted().skip(query.skip()).limit(query.top()).toList();
        return Optional.of(new Found(page, query.isCounted() ? OptionalLong.of(numbers.size()) : OptionalLong.empty()));
    }

    private static Sql hits(IndexTest test) {
        return Sql.of("FROM " + BY_VALUE + "." + test.table() + " AS hit WHERE {}", test.onHit());
    }

    private List<Conjunct> others(Conjunct conjunct) {
        return conjuncts.stream().filter(other -> !other.equals(conjunct)).toList();
    }

    /** Whether the page is full before too many rows have been looked up. */
    private boolean isSoonFound() throws SQLException {
        if (conjuncts.isEmpty()) {
            return true;
        }
        Sql sample = Sql.of(
                "SELECT 1 FROM (SELECT * FROM entity NOT INDEXED WHERE {} LIMIT ?) AS entity WHERE {}",
                inSet,
                costs.sample(),
                Conjunct.all(conjuncts));
        long matches = asking.count(sample);
        return matches > 0 && ((long) query.skip() + query.top()) * costs.sample() / matches <= costs.lookUps();
    }

    private Found inOrder(Optional<Conjunct> byValue) throws SQLException {
        Order first = order.first().orElseThrow();
        Sql page = KeyColumn.is(query.model(), first.property())
                ? Sql.of(
                        "SELECT entity.rowid FROM entity INDEXED BY entity_key WHERE {} AND {} ORDER BY entity.key "
                                + RowOrder.direction(first),
                        inSet,
                        Conjunct.all(conjuncts))
                : Sql.of(
                        "SELECT r FROM ({}) UNION ALL SELECT r FROM ({})",
                        sorted("entry", "hit.v " + RowOrder.direction(first) + ", "),
                        sorted("missing", ""));
        return asking.page(page, all(byValue), query);
    }

    /** The limit keeps SQLite from dropping the order of what seems to need none. */
    private Sql sorted(String table, String firstly) {
        boolean needsRows = !conjuncts.isEmpty() || order.steps().size() > 1 || query.isById();
        return Sql.of(
                "SELECT hit.r AS r FROM " + BY_ORDER + "." + table + " AS hit"
                        + (needsRows ? " CROSS JOIN entity ON entity.rowid = hit.r" : "")
                        + " WHERE {} ORDER BY " + firstly + "{} LIMIT -1",
                Conjunct.all(conjuncts),
                order.after(1, source, "hit.r"));
    }

    /** All rows to be counted. */
    private Sql all(Optional<Conjunct> byValue) {
        if (conjuncts.size() == 1 && byValue.isPresent()) {
            return Sql.of("SELECT 1 {}", hits(byValue.get().test().orElseThrow()));
        }
        String way = conjuncts.isEmpty() ? "INDEXED BY entity_key" : "NOT INDEXED";
        return Sql.of("SELECT 1 FROM entity " + way + " WHERE {} AND {}", inSet, Conjunct.all(conjuncts));
    }
}
