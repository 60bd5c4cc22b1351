package io.cellport.http.pipeline;

import io.cellport.cell.CellLock;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.http.StatusQueries;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Step: refuses to write to a cell while an import into it runs. It comes after authorization, because nobody else may
 * learn whether one runs. What writes asks again in its transaction, so this step only gives the error its place among
 * the others. Belongs to one event loop.
 */
final class WriteLock implements Handler<RoutingContext> {

    private final StatusQueries status;

    WriteLock(StatusQueries status) {
        this.status = status;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        if (!Route.of(context).writesCell() || exchange.cell().isEmpty()) {
            context.next();
            return;
        }
        status.ask(exchange.key(), exchange.requiredCell().id())
                .onComplete(answer -> decide(context, answer), context::fail);
    }

    private static void decide(RoutingContext context, ImportStatus status) {
        if (status.isActive()) {
            context.fail(ApiException.of(ErrorCode.PR409_CM_0002, CellLock.Operation.IMPORT.text()));
        } else {
            context.next();
        }
    }
}
