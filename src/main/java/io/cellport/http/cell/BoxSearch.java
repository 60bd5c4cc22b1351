package io.cellport.http.cell;

import io.cellport.cell.content.StoredBox;
import io.cellport.http.Exchange;
import io.cellport.http.Heartbeat;
import io.cellport.http.RouterServices;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.rows.FoundRows;
import io.cellport.odata.rows.RowQuery;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for boxes where all rows are looked for: a cell may have very many, and who may not even read it may ask.
 * Belongs to one event loop.
 *
 * @param services where the rows are found
 */
record BoxSearch(RouterServices services) {

    private static final EntityModel BOX = CellControl.MODEL.set("Box").orElseThrow();

    private static final int MOST = 10_000;

    /** The box of an application. */
    Future<Optional<StoredBox>> ofSchema(Exchange exchange, String schema) {
        RowQuery query = RowQuery.first(BOX, 1).where(new Compare("Schema", Operator.EQ, new Literal.Text(schema)));
        return search(
                exchange, query, found -> found.hasNext() ? Optional.of(StoredBox.of(found.next())) : Optional.empty());
    }

    /**
     * What a function makes of the first boxes in the order of import.; empty without a content.
     *
     * @param work blocks
     */
    <T> Future<Optional<T>> first(Exchange exchange, Function<FoundRows, T> work) {
        return search(exchange, RowQuery.first(BOX, MOST), found -> Optional.of(work.apply(found)));
    }

    private <T> Future<Optional<T>> search(Exchange exchange, RowQuery query, Function<FoundRows, Optional<T>> work) {
        Runnable heartbeat = new Heartbeat(exchange);
        return services.contents()
                .open(exchange, content -> content)
                .compose(content -> services.pools()
                        .queries()
                        .run(
                                exchange.requiredCell().id(),
                                () -> content.flatMap(
                                        in -> work.apply(services.rows().page(in, query, heartbeat)))));
    }
}
