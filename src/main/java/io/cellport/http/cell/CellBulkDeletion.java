package io.cellport.http.cell;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/**
 * {@code DELETE {cell}} with {@code X-Personium-Recursive: true}: deletes a cell with all it holds. Without the header
 * nothing is deleted, so that a URL that lost its end does no harm. Belongs to one event loop.
 */
final class CellBulkDeletion implements Endpoint {

    private static final CharSequence RECURSIVE = HttpHeaders.createOptimized("X-Personium-Recursive");

    private final CellDirectory cells;

    CellBulkDeletion(RouterServices services) {
        this.cells = services.cells();
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        if (!"true".equals(exchange.header(RECURSIVE))) {
            throw ApiException.of(ErrorCode.PR412_MC_0001, RECURSIVE.toString());
        }
        return cells.deleteWithContent(exchange.requiredCell()).compose(deleted -> {
            if (!deleted) {
                throw ApiException.of(ErrorCode.PR404_DV_0003);
            }
            return exchange.empty(204);
        });
    }
}
