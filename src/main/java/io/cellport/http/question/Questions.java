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
import java.util.function.BiFunction;

/**
 * Asks a tracker how cells stand. Questions that arise in the same turn of the event loop are sent at its end, those
 * about one cell as one. A question never joins one that was already sent, because that answer may be older than the
 * question. Belongs to one event loop.
 *
 * @param <T> what the tracker says
 * @param <A> what is made of it for those who ask
 */
class Questions<T, A> {

    private final Vertx vertx;
    private final Context context;
    private final String address;
    private final DeliveryOptions options;
    private final BiFunction<String, T, A> rendering;
    private Map<String, Question<A>> unsent = new LinkedHashMap<>();

    /** When the last of the unsent ones was asked. */
    private long askedAt;

    /**
     * Questions for one tracker.
     *
     * @param address where it takes a {@link StatusQuery} and replies with a {@code T}
     * @param patience how long it may take to answer
     * @param rendering makes an answer of the id of a cell and what the tracker says
     */
    Questions(Vertx vertx, Context context, String address, Duration patience, BiFunction<String, T, A> rendering) {
        this.vertx = vertx;
        this.context = context;
        this.address = address;
        this.options = new DeliveryOptions().setSendTimeout(patience.toMillis());
        this.rendering = rendering;
    }

    /** @param answer of all who asked about the cell in one turn */
    record Question<A>(String requestKey, String cellId, Promise<A> answer) {}

    /**
     * How the cell stands when the question came, or later.
     *
     * @param when the question came, by {@link System#nanoTime}
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    public final Future<A> ask(String requestKey, String cellId, long when) {
        if (unsent.isEmpty()) {
            askedAt = when;
            context.runOnContext(endOfTurn -> sendAll());
        } else if (when - askedAt > 0) {
            askedAt = when;
        }
        Question<A> joined = unsent.get(cellId);
        if (joined != null) {
            return joined.answer.future();
        }
        Question<A> question = new Question<>(requestKey, cellId, Promise.promise());
        unsent.put(cellId, question);
        return question.answer.future();
    }

    private void sendAll() {
        Map<String, Question<A>> turn = unsent;
        unsent = new LinkedHashMap<>();
        send(turn, askedAt);
    }

    /**
     * @param turn by cell, at least one
     * @param last when the last of them was asked
     */
    void send(Map<String, Question<A>> turn, long last) {
        turn.values().forEach(question -> send(question, last));
    }

    final void send(Question<A> question, long last) {
        Future<T> reply = request(address, new StatusQuery(question.requestKey, question.cellId, last));
        reply.map(told -> render(question, told)).onComplete(question.answer);
    }

    final A render(Question<A> question, T told) {
        return rendering.apply(question.cellId, told);
    }

    final <R> Future<R> request(String to, Object message) {
        return vertx.eventBus().<R>request(to, message, options).map(Message::body);
    }
}
