package io.cellport.odata.rows;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.Relation;
import io.cellport.odata.model.RowSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rows of entity sets. Of one content, only two searches run at a time, and each only for {@link #MOST}. Use
 * a pool that no poll passes. Blocks; safe for several threads.
 *
 * <p>All searches take a heartbeat, which is called again and again on the thread that searches; what it throws ends
 * the search and is passed on. It should throw when the client is gone.
 */
public final class Rows {

    /** How long one search may take. */
    public static final Duration MOST = Duration.ofSeconds(20);

    private final Optional<ValueIndexes> indexes;
    private final SearchCosts costs;
    private final KnownSizes sizes = new KnownSizes();

    Rows(Optional<ValueIndexes> indexes, SearchCosts costs) {
        this.indexes = indexes;
        this.costs = costs;
    }

    /** Searches in large sets use these indexes, and let further ones be made. */
    public static Rows with(ValueIndexes indexes) {
        return new Rows(Optional.of(indexes), SearchCosts.MEASURED);
    }

    /** Searches in large sets read all rows. */
    public static Rows withoutIndexes() {
        return new Rows(Optional.empty(), SearchCosts.MEASURED);
    }

    /**
     * The rows that a query asks for.
     *
     * @throws io.cellport.error.ApiException {@code PR503-OD-0001} if it takes too long; {@code PR503-SV-0001} if other
     *     searches keep it waiting too long
     */
    public FoundRows page(CellGeneration generation, RowQuery query, Runnable heartbeat) {
        return search(generation, query, new RowScope.All(), heartbeat);
    }

    /**
     * The rows that are related to one row, and that a query asks for.
     *
     * @param row to which they are related
     * @param navigation of the set of that row
     * @param query for the set that is the target of the navigation
     */
    public FoundRows related(
            CellGeneration generation, StoredEntity row, Navigation navigation, RowQuery query, Runnable heartbeat) {
        return search(generation, query, scope(row, navigation.relation()), heartbeat);
    }

    /**
     * The row with a key.
     *
     * @param key the values of the model's keys, in that order; empty for null
     */
    public Optional<StoredEntity> one(
            CellGeneration generation, EntityModel model, List<Optional<String>> key, Runnable heartbeat) {
        return model.rows() instanceof RowSource.OfCollection
                ? oneByValues(generation, model, key, heartbeat)
                : RowKey.find(generation, model.rows(), key);
    }

    private Optional<StoredEntity> oneByValues(
            CellGeneration generation, EntityModel model, List<Optional<String>> key, Runnable heartbeat) {
        Expression filter = new Expression.Always(true);
        for (int i = 0; i < model.keys().size(); i++) {
            Literal value = key.get(i).<Literal>map(Literal.Text::new).orElseGet(Literal.Nothing::new);
            filter = new Expression.And(
                    filter, new Expression.Compare(model.keys().get(i), Operator.EQ, value));
        }
        FoundRows found = page(generation, RowQuery.first(model, 1).where(filter), heartbeat);
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    }

    private static RowScope scope(StoredEntity row, Relation relation) {
        if (relation instanceof Relation.Parent parent) {
            return new RowScope.ParentOf(parent.key(), row.id());
        } else if (relation instanceof Relation.Children children) {
            return new RowScope.Children(children.key(), row.id());
        }
        if (relation instanceof Relation.ListedParent parent) {
            return new RowScope.ListedParentOf(parent.entityType(), row.id());
        } else if (relation instanceof Relation.ListedChildren children) {
            return new RowScope.ListedChildren(children.entityType(), row.id());
        }
        Relation.Links links = (Relation.Links) relation;
        return new RowScope.Linked(links.from(), row.id(), links.to());
    }

    private FoundRows search(CellGeneration generation, RowQuery query, RowScope scope, Runnable heartbeat) {
        TextFunction texts = new TextFunction(generation.memory());
        Runnable beat = () -> {
            texts.requireMemory();
            heartbeat.run();
        };
        Found found = generation.search(SearchTime.start(beat, MOST), reader -> {
            Found rows = find(new Asking(reader, texts, query), query, scope);
            texts.requireMemory();
            return rows;
        });
        return new FoundRows(generation, found);
    }

    private Found find(Asking asking, RowQuery query, RowScope scope) throws SQLException {
        RowSearch search = new RowSearch(asking, query, scope, costs);
        if (search.isSmall(sizes)) {
            return search.find(true);
        }
        if (indexes.isPresent()) {
            Optional<Found> found = new LargeSearch(asking, query, scope, indexes.get(), costs).find();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return search.find(false);
    }
}
