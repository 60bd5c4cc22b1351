package io.cellport.http.imports;

import io.cellport.http.question.ImportQuestions;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.status.StatusAnswer;
import io.cellport.http.status.StatusSource;
import io.vertx.core.Future;

/** Gets answers about imports. Belongs to one event loop. */
final class StatusAnswers implements StatusSource {

    private final ImportQuestions<StatusAnswer> questions;

    StatusAnswers(StatusQueries queries) {
        this.questions = queries.importsAs(new RenderedAnswers()::of);
    }

    @Override
    public Future<StatusAnswer> ask(String requestKey, String cellId, long askedAt) {
        return questions.ask(requestKey, cellId, askedAt);
    }
}
