package io.cellport.http.imports;

import io.cellport.http.StatusQueries;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Future;

/**
 * Gets answers about imports. Clients that ask at the same time share one answer, which is rendered once. Belongs to
 * one event loop.
 */
final class StatusAnswers {

    private final StatusQueries queries;

    private StatusAnswer latest = StatusAnswer.READY;

    StatusAnswers(StatusQueries queries) {
        this.queries = queries;
    }

    /** The answer now or later; fails if no tracker answers in time. */
    Future<StatusAnswer> ask(String requestKey, String cellId) {
        return queries.ask(requestKey, cellId).map(this::answer);
    }

    private StatusAnswer answer(ImportStatus status) {
        if (!status.equals(latest.status())) {
            latest = StatusAnswer.of(status);
        }
        return latest;
    }
}
