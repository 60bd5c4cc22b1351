package io.cellport.http.question;

import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a tracker how cells stand. Questions that arise in the same turn of the event loop are sent at its end, those about
 * one cell as one. A question never joins one that was already sent, because that answer may be older than the question.
 * Belongs to one event loop.
 */
class Questions<T> {

    private final Vertx vertx;
    private final Context context;
    private final String address;
    private final DeliveryOptions options;
    private Map<String, Question<T>> unsent = new LinkedHashMap<>();

    /**
     * Questions for one tracker.
     *
     * @param address where it takes a {@link StatusQuery} and replies with a {@code T}
     * @param patience how long it may take to answer
     */
    Questions(Vertx vertx, Context context, String address, Duration patience) {
        this.vertx = vertx;
        this.context = context;
        this.address = address;
        this.options = new DeliveryOptions().setSendTimeout(patience.toMillis());
    }

    /** @param answer of all who asked about the cell in one turn */
    record Question<T>(StatusQuery query, Promise<T> answer) {}

    /**
     * How the cell stands now or later.
     *
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    Future<T> ask(String requestKey, String cellId) {
        Question<T> joined = unsent.get(cellId);
        if (joined != null) {
            return joined.answer.future();
        }
        if (unsent.isEmpty()) {
            context.runOnContext(endOfTurn -> sendAll());
        }
        Question<T> question = new Question<>(new StatusQuery(requestKey, cellId), Promise.promise());
        unsent.put(cellId, question);
        return question.answer.future();
    }

    private void sendAll() {
        Map<String, Question<T>> turn = unsent;
        unsent = new LinkedHashMap<>();
        send(turn);
    }

    /** @param turn by cell, at least one */
    void send(Map<String, Question<T>> turn) {
        turn.values().forEach(this::send);
    }

    final void send(Question<T> question) {
        Future<T> reply = request(address, question.query);
        reply.onComplete(question.answer);
    }

    final <R> Future<R> request(String to, Object message) {
        return vertx.eventBus().<R>request(to, message, options).map(Message::body);
    }
}
