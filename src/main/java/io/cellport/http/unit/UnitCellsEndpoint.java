package io.cellport.http.unit;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.odata.language.Query;
import io.cellport.odata.language.QueryOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;

/** {@code GET /__ctl/Cell}, {@code GET} and {@code DELETE /__ctl/Cell('name')}. Belongs to one event loop. */
final class UnitCellsEndpoint {

    private final CellDirectory cells;

    private final CellJson json;

    UnitCellsEndpoint(RouterServices services) {
        this.cells = services.cells();
        this.json = new CellJson(services.urls());
    }

    /** Unlike other sets it is whole without {@code $top}: clients of former versions know no pages. */
    public Future<Void> list(Exchange exchange) {
        Query query = Query.parse(Objects.requireNonNullElse(exchange.request().query(), ""));
        QueryOptions page = QueryOptions.ofLinks(query);
        int most = query.option("$top").isPresent() ? page.top() : Integer.MAX_VALUE;
        return cells.list(page.skip(), most, json::all).compose(body -> exchange.json(200, body));
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
        return exchange.found().cell().orElseThrow(() -> ApiException.of(ErrorCode.PR404_OD_0002));
    }
}
