package io.cellport.http.unit;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/** {@code GET /__ctl/Cell}, {@code GET} and {@code DELETE /__ctl/Cell('name')}. Belongs to one event loop. */
final class UnitCellsEndpoint {

    private final CellDirectory cells;

    private final CellJson json;

    UnitCellsEndpoint(RouterServices services) {
        this.cells = services.cells();
        this.json = new CellJson(services.urls());
    }

    public Future<Void> list(Exchange exchange) {
        return cells.list().compose(all -> exchange.json(200, json.all(all)));
    }

    public Future<Void> get(Exchange exchange) {
        Cell cell = existing(exchange);
        exchange.response().putHeader(HttpHeaders.ETAG, CellJson.etag(cell).toString());
        return exchange.json(200, json.one(cell));
    }

    public Future<Void> delete(Exchange exchange) {
        return cells.deleteEmpty(existing(exchange)).compose(deleted -> {
            if (!deleted) {
                throw ApiException.of(ErrorCode.PR404_OD_0002);
            }
            return exchange.empty(204);
        });
    }

    private static Cell existing(Exchange exchange) {
        return exchange.cell().orElseThrow(() -> ApiException.of(ErrorCode.PR404_OD_0002));
    }
}
