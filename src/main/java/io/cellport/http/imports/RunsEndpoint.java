package io.cellport.http.imports;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.imports.ImportResource.CellRun;
import io.cellport.http.status.RunLimit;
import io.cellport.http.status.RunRenderer;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunsQuery;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET {cell}/__import/runs} and one of them: the records of a cell's imports. Cellport's own. Belongs to one
 * event loop.
 */
final class RunsEndpoint {

    private final RouterServices services;

    RunsEndpoint(RouterServices services) {
        this.services = services;
    }

    /** The newest runs, at most {@code ?limit} of them. */
    public Future<Void> list(Exchange exchange) {
        return ask(exchange, null, RunLimit.of(exchange))
                .compose(reports -> exchange.json(200, RunRenderer.render(reports)));
    }

    /** One run. */
    public Future<Void> get(Exchange exchange) {
        String importId = ((CellRun) exchange.resource()).importId();
        return ask(exchange, importId, 1)
                .map(reports ->
                        reports.runs().stream().findFirst().orElseThrow(() -> ApiException.of(ErrorCode.PR404_CM_0002)))
                .compose(report -> exchange.json(200, RunRenderer.render(report)));
    }

    private Future<RunList> ask(Exchange exchange, @Nullable String importId, int limit) {
        RunsQuery query = new RunsQuery(exchange.key(), exchange.requiredCell().id(), importId, limit);
        return services.vertx()
                .eventBus()
                .<RunList>request(Addresses.IMPORT_RUNS, query)
                .map(reply -> reply.body());
    }
}
