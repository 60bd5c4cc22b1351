package io.cellport.http.pipeline;

import io.cellport.cell.Cell;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.FoundCell;
import io.cellport.http.Resource;
import io.cellport.http.Resource.InCell;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * Step in place of {@link FindCell}: a poll goes by the cell as it was known before, if one was known, so that it waits
 * once for cell and status. All else finds its cell. Belongs to one event loop.
 */
final class GoByKnownCell implements Step {

    private final CellDirectory cells;

    private final UnitUrls urls;

    private final FindCell find;

    GoByKnownCell(CellDirectory cells, UnitUrls urls, FindCell find) {
        this.cells = cells;
        this.urls = urls;
        this.find = find;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        Optional<Cell> known = known(exchange.resource(), exchange.method());
        if (known.isEmpty()) {
            return find.take(exchange);
        }
        exchange.realm(urls.cell(known.get().name()));
        exchange.found(FoundCell.uncertain(known.get()));
        return TAKEN;
    }

    private Optional<Cell> known(Resource resource, HttpMethod method) {
        boolean isConfirmed =
                resource.confirmsItsCell() && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
        return isConfirmed && resource instanceof InCell inCell ? cells.known(inCell.cell()) : Optional.empty();
    }
}
