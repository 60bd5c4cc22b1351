package io.cellport.odata.rows;

import io.cellport.odata.language.Order;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One query on a large set for which there are indexes. Blocks; for one thread. */
final class IndexedSearch {

    private final Asking asking;
    private final RowQuery query;
    private final List<Conjunct> conjuncts;
    private final SearchCosts costs;
    private final IndexSchemas schemas;
    private final RowOrder order;
    private final Sql inSet;
    private final Sql source = PropertyValue.source("entity");

    IndexedSearch(Asking asking, RowQuery query, List<Conjunct> conjuncts, SearchCosts costs, IndexSchemas schemas) {
        this.asking = asking;
        this.query = query;
        this.conjuncts = conjuncts;
        this.costs = costs;
        this.schemas = schemas;
        this.order = RowOrder.of(query);
        this.inSet = new RowScope.All().of(query.model().rows());
    }

    /**
     * The rows, if the indexes help.
     *
     * @param byValue one of the conditions, which counts if there is an index for it
     * @param isByKey whether the content itself has the first order
     */
    Optional<Found> find(Optional<Conjunct> byValue, boolean isByKey) throws SQLException {
        Optional<Conjunct> indexed = byValue.filter(any -> schemas.byValue().isPresent());
        if (indexed.isPresent()) {
            Optional<Found> found = among(indexed.get());
            if (found.isPresent()) {
                return found;
            }
        }
        boolean byOrder = isByKey || schemas.byOrder().isPresent();
        return byOrder && isSoonFound() ? Optional.of(inOrder(isByKey, indexed)) : Optional.empty();
    }

    /** Looks at the rows only that satisfy one condition, unless they are many and not in the right order. */
    private Optional<Found> among(Conjunct conjunct) throws SQLException {
        IndexTest test = conjunct.test().orElseThrow();
        Sql onHit = onHit(test);
        Sql hits = hits(test, onHit);
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
                        "FROM " + valueTable(test)
                                + " AS hit CROSS JOIN entity ON entity.rowid = hit.r WHERE {} AND {}",
                        onHit,
                        Conjunct.all(others));
        Sql page = Sql.of("SELECT hit.r AS r {} ORDER BY {}", rows, order.after(0, source, "hit.r"));
        return Optional.of(asking.page(page, Sql.of("SELECT 1 {}", rows)));
    }

    /**
     * Reads the numbers of the hits once, instead of counting them first: a search for a part of texts looks at each
     * value.
     */
    private Optional<Found> few(Sql hits) throws SQLException {
        List<Long> numbers = asking.numbers(Sql.of("SELECT hit.r {} LIMIT ?", hits, costs.few() + 1));
        if (numbers.size() > costs.few()) {
            return Optional.empty();
        }
        List<Long> page =
                numbers.stream().sorted().skip(query.skip()).limit(query.top()).toList();
        Found found = Found.unread(page);
        return Optional.of(query.isCounted() ? found.counted(numbers.size()) : found);
    }

    private Sql onHit(IndexTest test) throws SQLException {
        return test.isQuickerInAscii()
                        && !asking.yields(Sql.of("SELECT 1 FROM " + valueSchema() + ".trait WHERE beyond"))
                ? test.onAsciiHit()
                : test.onHit();
    }

    private Sql hits(IndexTest test, Sql onHit) {
        return Sql.of("FROM " + valueTable(test) + " AS hit WHERE {}", onHit);
    }

    private String valueSchema() {
        return schemas.byValue().orElseThrow();
    }

    private String valueTable(IndexTest test) {
        return valueSchema() + "." + test.table();
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

    private Found inOrder(boolean isByKey, Optional<Conjunct> byValue) throws SQLException {
        Order first = order.first().orElseThrow();
        Sql all = all(byValue);
        if (isByKey) {
            Sql page = Sql.of(
                    "SELECT entity.rowid AS r FROM entity INDEXED BY entity_key WHERE {} AND {} ORDER BY entity.key "
                            + RowOrder.direction(first),
                    inSet,
                    Conjunct.all(conjuncts));
            return asking.page(page, all);
        }
        Sql valued = sorted("entry", "hit.v " + RowOrder.direction(first) + ", ");
        return asking.counted(joined(valued, sorted("missing", "")), all);
    }

    /**
     * The page of all numbers that one statement yields, and then of all that another one yields, which is rarely
     * asked.
     */
    private Found joined(Sql first, Sql last) throws SQLException {
        Found page = asking.page(first);
        if (page.size() == query.top()) {
            return page;
        }
        if (page.size() == 0 && query.skip() > 0) {
            // The limits keep SQLite from dropping orders that seem to be needed for nothing.
            return asking.page(
                    Sql.of("SELECT r FROM ({} LIMIT -1) UNION ALL SELECT r FROM ({} LIMIT -1)", first, last));
        }
        return page.and(asking.numbers(last, (long) query.top() - page.size(), 0));
    }

    private Sql sorted(String table, String firstly) {
        boolean needsRows = !conjuncts.isEmpty() || order.steps().size() > 1 || query.isById();
        return Sql.of(
                "SELECT hit.r AS r FROM " + schemas.byOrder().orElseThrow() + "." + table + " AS hit"
                        + (needsRows ? " CROSS JOIN entity ON entity.rowid = hit.r" : "")
                        + " WHERE {} ORDER BY " + firstly + "{}",
                Conjunct.all(conjuncts),
                order.after(1, source, "hit.r"));
    }

    /** All rows to be counted. */
    private Sql all(Optional<Conjunct> byValue) throws SQLException {
        if (conjuncts.size() == 1 && byValue.isPresent()) {
            IndexTest test = byValue.get().test().orElseThrow();
            return Sql.of("SELECT 1 {}", hits(test, onHit(test)));
        }
        String way = conjuncts.isEmpty() ? "INDEXED BY entity_key" : "NOT INDEXED";
        return Sql.of("SELECT 1 FROM entity " + way + " WHERE {} AND {}", inSet, Conjunct.all(conjuncts));
    }
}
