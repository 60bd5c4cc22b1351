package io.cellport.http.pipeline;

import io.cellport.cell.CellLock.Operation;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.http.question.StatusQueries;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Step: refuses to write to a cell while an import or export of it runs. It comes after authorization, because nobody
 * else may learn whether one runs. What writes asks again in its transaction, so this step only gives the error its
 * place among the others. Belongs to one event loop.
 */
final class WriteLock implements Step {

    private final StatusQueries status;

    WriteLock(StatusQueries status) {
        this.status = status;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        if (!Route.of(exchange).writesCell() || exchange.found().cell().isEmpty()) {
            return TAKEN;
        }
        return holder(exchange.key(), exchange.requiredCell().id()).compose(WriteLock::refusal);
    }

    private Future<Optional<Operation>> holder(String requestKey, String cellId) {
        return status.ask(requestKey, cellId)
                .compose(found -> found.isActive()
                        ? Future.succeededFuture(Optional.of(Operation.IMPORT))
                        : status.askExport(requestKey, cellId)
                                .map(export -> export.isActive() ? Optional.of(Operation.EXPORT) : Optional.empty()));
    }

    private static Future<Void> refusal(Optional<Operation> holder) {
        return holder.<Future<Void>>map(
                        operation -> Future.failedFuture(ApiException.of(ErrorCode.PR409_CM_0002, operation.text())))
                .orElse(TAKEN);
    }
}
