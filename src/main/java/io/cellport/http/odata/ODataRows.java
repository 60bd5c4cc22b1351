package io.cellport.http.odata;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.json.RowAccess;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.ServiceModel;
import io.cellport.odata.rows.FoundRows;
import io.cellport.odata.rows.RowQuery;
import io.cellport.odata.rows.Rows;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The rows of one service for one request. Blocks; for one thread. */
final class ODataRows implements RowAccess {

    /** How long all searches for one request may take: what is expanded is searched for row by row. */
    private static final Duration MOST = Rows.MOST.multipliedBy(3);

    private final Rows rows;

    private final ServiceModel service;

    private final Optional<CellGeneration> content;

    private final Runnable heartbeat;

    private long spentNanos;

    /**
     * Rows of one content.
     *
     * @param content empty if nothing was ever imported; then there are no rows
     * @param heartbeat throws when nobody waits for rows any more
     */
    ODataRows(Rows rows, ServiceModel service, Optional<CellGeneration> content, Runnable heartbeat) {
        this.rows = rows;
        this.service = service;
        this.content = content;
        this.heartbeat = heartbeat;
    }

    /**
     * Rows that were found.
     *
     * @param count how many there are in all, if that was asked for
     */
    record Found(Iterator<StoredEntity> rows, OptionalLong count) {

        private static Found of(FoundRows found) {
            return new Found(found, found.count());
        }

        private static Found nothing(RowQuery query) {
            return new Found(
                    Collections.emptyIterator(), query.isCounted() ? OptionalLong.of(0) : OptionalLong.empty());
        }
    }

    /** The set of a name; {@code PR404-OD-0001} if there is none. */
    EntityModel set(String name) {
        return service.set(name).orElseThrow(() -> ApiException.of(ErrorCode.PR404_OD_0001));
    }

    Found page(RowQuery query) {
        return content.map(in -> Found.of(search(limited -> rows.page(in, query, limited))))
                .orElseGet(() -> Found.nothing(query));
    }

    Found related(StoredEntity row, Navigation navigation, RowQuery query) {
        return content.map(in -> Found.of(search(limited -> rows.related(in, row, navigation, query, limited))))
                .orElseGet(() -> Found.nothing(query));
    }

    Optional<StoredEntity> one(EntityModel model, List<Optional<String>> key) {
        return content.flatMap(in -> search(limited -> rows.one(in, model, key, limited)));
    }

    private <T> T search(Function<Runnable, T> search) {
        long begin = System.nanoTime();
        Runnable limited = () -> {
            heartbeat.run();
            if (spentNanos + System.nanoTime() - begin > MOST.toNanos()) {
                throw ApiException.of(ErrorCode.PR503_OD_0001, Long.toString(MOST.toSeconds()));
            }
        };
        // Many short searches may take long together, and none of them a beat.
        limited.run();
        try {
            return search.apply(limited);
        } finally {
            spentNanos += System.nanoTime() - begin;
        }
    }

    @Override
    public Iterator<StoredEntity> related(StoredEntity row, Navigation navigation, int most) {
        return related(row, navigation, RowQuery.first(target(navigation), most))
                .rows();
    }

    @Override
    public Optional<StoredEntity> entity(String id) {
        return content.flatMap(in -> in.entity(id));
    }

    @Override
    public EntityModel target(Navigation navigation) {
        return set(navigation.target());
    }
}
