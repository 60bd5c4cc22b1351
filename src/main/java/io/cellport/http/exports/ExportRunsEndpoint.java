package io.cellport.http.exports;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportRunList;
import io.cellport.exports.message.ExportRunsQuery;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.exports.ExportResource.CellExportRun;
import io.cellport.http.status.RunLimit;
import io.cellport.http.status.RunRenderer;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET {cell}/__export/runs} and one of them: the records of a cell's exports. Cellport's own. Belongs to one
 * event loop.
 */
final class ExportRunsEndpoint {

    private final RouterServices services;

    ExportRunsEndpoint(RouterServices services) {
        this.services = services;
    }

    /** The newest exports, at most {@code ?limit} of them. */
    Future<Void> list(Exchange exchange) {
        return ask(exchange, null, RunLimit.of(exchange))
                .compose(records -> exchange.json(200, RunRenderer.render(records)));
    }

    /** One export. */
    Future<Void> get(Exchange exchange) {
        String exportId = ((CellExportRun) exchange.resource()).exportId();
        return ask(exchange, exportId, 1)
                .map(records ->
                        records.runs().stream().findFirst().orElseThrow(() -> ApiException.of(ErrorCode.PR404_CM_0004)))
                .compose(record -> exchange.json(200, RunRenderer.render(record)));
    }

    private Future<ExportRunList> ask(Exchange exchange, @Nullable String exportId, int limit) {
        ExportRunsQuery query =
                new ExportRunsQuery(exchange.key(), exchange.requiredCell().id(), exportId, limit);
        return services.vertx()
                .eventBus()
                .<ExportRunList>request(ExportAddresses.RUNS, query)
                .map(reply -> reply.body());
    }
}
