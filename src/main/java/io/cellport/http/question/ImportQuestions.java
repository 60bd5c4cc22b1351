package io.cellport.http.question;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusList;
import io.cellport.imports.message.StatusesQuery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Questions about imports. All that arise in one turn are one message. About a cell that the tracker would have to read
 * the journal for it is asked alone, so that nobody waits for the journal because of another cell. Belongs to one event
 * loop.
 */
final class ImportQuestions extends Questions<ImportStatus> {

    ImportQuestions(Vertx vertx, Context context, Duration patience) {
        super(vertx, context, Addresses.IMPORT_STATUS, patience);
    }

    @Override
    void send(Map<String, Question<ImportStatus>> turn, long last) {
        if (turn.size() == 1) {
            super.send(turn, last);
            return;
        }
        List<Question<ImportStatus>> questions = List.copyOf(turn.values());
        Future<StatusList> reply =
                request(Addresses.IMPORT_STATUSES, new StatusesQuery(List.copyOf(turn.keySet()), last));
        reply.onSuccess(list -> answer(questions, list, last))
                .onFailure(failure ->
                        questions.forEach(question -> question.answer().fail(failure)));
    }

    private void answer(List<Question<ImportStatus>> questions, StatusList list, long last) {
        for (int i = 0; i < questions.size(); i++) {
            Question<ImportStatus> question = questions.get(i);
            list.statuses().get(i).ifPresentOrElse(question.answer()::complete, () -> send(question, last));
        }
    }
}
