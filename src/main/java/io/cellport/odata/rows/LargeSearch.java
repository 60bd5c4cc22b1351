package io.cellport.odata.rows;

import io.cellport.odata.index.Selection;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.language.Order;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One query on a large set: it uses the indexes that exist, and asks for those that would have helped. Blocks; for one
 * thread.
 */
final class LargeSearch {

    private final Asking asking;
    private final RowQuery query;
    private final ValueIndexes indexes;
    private final SearchCosts costs;
    private final Path content;
    private final List<Conjunct> conjuncts;

    LargeSearch(Asking asking, RowQuery query, RowScope scope, ValueIndexes indexes, SearchCosts costs) {
        this.asking = asking;
        this.query = query;
        this.indexes = indexes;
        this.costs = costs;
        this.content = asking.reader().file();
        this.conjuncts = Conjunct.of(query, scope, PropertyValue.source("entity"));
    }

    /** The rows, if there are indexes that help, and they are sound. */
    Optional<Found> find() throws SQLException {
        if (conjuncts.stream().anyMatch(Conjunct::isOnKey)) {
            return Optional.empty();
        }
        Optional<Candidate> byValue = byValue();
        Optional<Order> first = RowOrder.of(query).first();
        boolean isByKey = first.filter(order -> KeyColumn.is(query.model(), order.property()))
                .isPresent();
        Optional<Selection> byOrder = first.filter(order -> !isByKey)
                .map(order -> IndexTest.selection(
                        content,
                        query.model(),
                        query.model().property(order.property()).orElseThrow()));
        byOrder.ifPresent(indexes::want);
        return with(
                byValue.map(Candidate::selection),
                valueSchema -> with(
                        byOrder,
                        orderSchema -> new IndexedSearch(
                                        asking, query, conjuncts, costs, new IndexSchemas(valueSchema, orderSchema))
                                .find(byValue.map(Candidate::conjunct), isByKey)));
    }

    /** A condition, and what has to be indexed for it. */
    private record Candidate(Conjunct conjunct, Selection selection) {}

    /** A condition with an index; best one about equality, and if that has none yet, it will have one. */
    private Optional<Candidate> byValue() {
        List<Candidate> candidates = conjuncts.stream()
                .filter(conjunct -> conjunct.test().isPresent())
                .sorted(Comparator.comparing(
                        conjunct -> !conjunct.test().orElseThrow().isEquality()))
                .map(conjunct ->
                        new Candidate(conjunct, conjunct.test().orElseThrow().selection(content, query.model())))
                .toList();
        candidates.stream().findFirst().map(Candidate::selection).ifPresent(indexes::want);
        return candidates.stream()
                .filter(candidate -> indexes.find(candidate.selection()).isPresent())
                .findFirst();
    }

    /** Looks for rows, with or without an index. */
    @FunctionalInterface
    private interface Search {
        Optional<Found> find(Optional<String> schema) throws SQLException;
    }

    /** An index that fails in whatever way is dropped, and nothing that it said is used. */
    private Optional<Found> with(Optional<Selection> selection, Search search) throws SQLException {
        Optional<Path> file = selection.flatMap(indexes::find);
        if (file.isEmpty()) {
            return search.find(Optional.empty());
        }
        try {
            return search.find(Optional.of(asking.reader().attach(file.get())));
        } catch (SQLiteException e) {
            if (e.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
            asking.reader().detach(file.get());
            selection.ifPresent(indexes::drop);
            return search.find(Optional.empty());
        }
    }
}
