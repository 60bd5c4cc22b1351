package io.cellport.http.imports;

import io.cellport.http.question.StatusQueries;
import io.cellport.http.status.StatusAnswer;
import io.cellport.http.status.StatusSource;
import io.vertx.core.Future;

/** Gets answers about imports. Belongs to one event loop. */
final class StatusAnswers implements StatusSource {

    private final StatusQueries queries;

    private final RenderedAnswers rendered = new RenderedAnswers();

    StatusAnswers(StatusQueries queries) {
        this.queries = queries;
    }

    @Override
    public Future<StatusAnswer> ask(String requestKey, String cellId, long askedAt) {
        return queries.ask(requestKey, cellId, askedAt).map(status -> rendered.of(cellId, status));
    }
}
