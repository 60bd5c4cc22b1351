package io.cellport.http.question;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusList;
import io.cellport.imports.message.StatusesQuery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Questions about imports. All that arise in one turn are one message. About a cell that the tracker would have to read
 * the journal for it is asked alone, so that nobody waits for the journal because of another cell. Belongs to one event
 * loop.
 */
public final class ImportQuestions<A> extends Questions<ImportStatus, A> {

    ImportQuestions(Vertx vertx, Context context, Duration patience, BiFunction<String, ImportStatus, A> rendering) {
        super(vertx, context, Addresses.IMPORT_STATUS, patience, rendering);
    }

    @Override
    void send(Map<String, Question<A>> turn, long last) {
        if (turn.size() == 1) {
            super.send(turn, last);
            return;
        }
        List<Question<A>> questions = List.copyOf(turn.values());
        Future<StatusList> reply =
                request(Addresses.IMPORT_STATUSES, new StatusesQuery(List.copyOf(turn.keySet()), last));
        reply.onSuccess(list -> answer(questions, list, last))
                .onFailure(failure ->
                        questions.forEach(question -> question.answer().fail(failure)));
    }

    /**
     * Renders all answers before the first one is sent: what is kept for a cell lies in no near cache of the processor,
     * and is found much sooner when nothing else is done in between.
     */
    private void answer(List<Question<A>> questions, StatusList list, long last) {
        List<Optional<Future<A>>> answers = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            Question<A> question = questions.get(i);
            answers.add(list.statuses().get(i).map(status -> rendered(question, status)));
        }
        for (int i = 0; i < questions.size(); i++) {
            Question<A> question = questions.get(i);
            answers.get(i).ifPresentOrElse(answer -> answer.onComplete(question.answer()), () -> send(question, last));
        }
    }

    /** One answer that cannot be rendered fails alone. */
    private Future<A> rendered(Question<A> question, ImportStatus status) {
        try {
            return Future.succeededFuture(render(question, status));
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        }
    }
}
