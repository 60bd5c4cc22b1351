package io.cellport.http.pipeline;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.imports.message.ReplyErrors;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Step: hands the request to its endpoint, and the endpoint's failure to the error renderer. If the cell was deleted
 * meanwhile, the client hears that the cell is not there, whatever failed because of it. Belongs to one event loop.
 */
final class CallEndpoint implements Step {

    private final CellDirectory cells;

    CallEndpoint(CellDirectory cells) {
        this.cells = cells;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        Future<?> answered = Route.of(exchange).endpoint().handle(exchange);
        if (!exchange.found().isCertain()) {
            // Whoever takes the steps asks about the cell if this fails.
            return answered;
        }
        answered.onFailure(failure -> explain(exchange, failure).onSuccess(exchange::fail));
        return TAKEN;
    }

    private Future<Throwable> explain(Exchange exchange, Throwable failure) {
        Optional<Cell> cell = exchange.found().cell();
        if (cell.isEmpty() || !mayComeOfADeletion(failure)) {
            return Future.succeededFuture(failure);
        }
        ErrorCode gone = exchange.guardingCell().isPresent() ? ErrorCode.PR404_DV_0003 : ErrorCode.PR404_OD_0002;
        return cells.isThere(cell.get())
                .map(there -> there ? failure : ApiException.of(gone))
                .otherwise(failure);
    }

    private static boolean mayComeOfADeletion(Throwable failure) {
        Optional<ApiError> error = ReplyErrors.errorOf(failure);
        return error.isEmpty()
                || error.get().code().status() >= 500
                || error.get().code() == ErrorCode.PR404_DV_0001;
    }
}
