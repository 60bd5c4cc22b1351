package io.cellport.http.pipeline;

import io.cellport.cell.Cell;
import io.cellport.cell.CellName;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.Resource;
import io.cellport.http.Resource.InCell;
import io.cellport.http.Resource.UnitCell;
import io.cellport.http.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Step: what the address points to and the cell that it is in. An unknown cell ends the request here, before anybody asks
 * for a credential.
 */
final class FindResource implements Handler<RoutingContext> {

    private final CellDirectory cells;

    private final Addressing addressing;

    private final UnitUrls urls;

    FindResource(CellDirectory cells, Addressing addressing, UnitUrls urls) {
        this.cells = cells;
        this.addressing = addressing;
        this.urls = urls;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Resource resource = addressing.resolve(exchange.address());
        exchange.resource(resource);
        if (resource instanceof InCell inCell) {
            find(inCell.cell())
                    .onComplete(cell -> continueInCell(context, exchange, inCell.cell(), cell), context::fail);
            return;
        }
        exchange.realm(urls.unit());
        if (resource instanceof UnitCell unitCell) {
            find(unitCell.name()).onComplete(cell -> continueWith(context, exchange, cell), context::fail);
            return;
        }
        context.next();
    }

    private Future<Optional<Cell>> find(String name) {
        return CellName.parse(name).map(cells::find).orElse(Future.succeededFuture(Optional.empty()));
    }

    private void continueInCell(RoutingContext context, Exchange exchange, String name, Optional<Cell> cell) {
        if (cell.isEmpty()) {
            context.fail(ApiException.of(ErrorCode.PR404_DV_0003));
            return;
        }
        exchange.realm(urls.cell(name));
        continueWith(context, exchange, cell);
    }

    private static void continueWith(RoutingContext context, Exchange exchange, Optional<Cell> cell) {
        exchange.cell(cell);
        context.next();
    }
}
