package io.cellport.http.pipeline;

import io.cellport.cell.Cell;
import io.cellport.cell.CellName;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.FoundCell;
import io.cellport.http.Resource.InCell;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Step: finds the cell that the resource is about. If the resource is in a cell that does not exist, the answer is
 * that. Belongs to one event loop.
 */
final class FindCell implements Step {

    private final CellDirectory cells;

    private final UnitUrls urls;

    FindCell(CellDirectory cells, UnitUrls urls) {
        this.cells = cells;
        this.urls = urls;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        exchange.realm(urls.unit());
        Optional<String> name = exchange.resource().cellName();
        if (name.isEmpty()) {
            return TAKEN;
        }
        return Step.with(find(name.get()), cell -> found(exchange, cell));
    }

    private Future<Optional<Cell>> find(String name) {
        return CellName.parse(name).map(cells::find).orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> found(Exchange exchange, Optional<Cell> cell) {
        if (exchange.resource() instanceof InCell inCell) {
            if (cell.isEmpty()) {
                throw ApiException.of(ErrorCode.PR404_DV_0003);
            }
            exchange.realm(urls.cell(inCell.cell()));
        }
        exchange.found(FoundCell.certain(cell));
        return TAKEN;
    }
}
