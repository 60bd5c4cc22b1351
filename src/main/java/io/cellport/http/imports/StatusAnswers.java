package io.cellport.http.imports;

import io.cellport.http.StatusQueries;
import io.cellport.http.status.StatusAnswer;
import io.cellport.http.status.StatusSource;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Future;

/**
 * Gets answers about imports. Clients that ask at the same time share one answer, which is rendered once. Belongs to
 * one event loop.
 */
final class StatusAnswers implements StatusSource {

    private final StatusQueries queries;

    private ImportStatus latestStatus = ImportStatus.READY;

    private StatusAnswer latest = ImportAnswer.READY;

    StatusAnswers(StatusQueries queries) {
        this.queries = queries;
    }

    @Override
    public Future<StatusAnswer> ask(String requestKey, String cellId) {
        return queries.ask(requestKey, cellId).map(this::answer);
    }

    private StatusAnswer answer(ImportStatus status) {
        if (!status.equals(latestStatus)) {
            latestStatus = status;
            latest = ImportAnswer.of(status);
        }
        return latest;
    }
}
