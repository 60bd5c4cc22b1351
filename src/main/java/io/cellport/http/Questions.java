package io.cellport.http;

import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks a tracker how cells stand. Questions about one cell that arise in the same turn of the event loop are sent as one,
 * at the end of the turn. A question never joins one that was already sent, because that answer may be older than the
 * question. Belongs to one event loop.
 */
public final class Questions<T> {

    private final Vertx vertx;

    private final Context context;

    private final String address;

    private final DeliveryOptions options;

    private final Map<String, Promise<T>> unsent = new HashMap<>();

    /**
     * Questions for one tracker.
     *
     * @param address where it takes a {@link StatusQuery} and replies with a {@code T}
     * @param patience how long it may take to answer
     */
    public Questions(Vertx vertx, Context context, String address, Duration patience) {
        this.vertx = vertx;
        this.context = context;
        this.address = address;
        this.options = new DeliveryOptions().setSendTimeout(patience.toMillis());
    }

    /**
     * How the cell stands now or later.
     *
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    public Future<T> ask(String requestKey, String cellId) {
        Promise<T> joined = unsent.get(cellId);
        if (joined != null) {
            return joined.future();
        }
        Promise<T> question = Promise.promise();
        unsent.put(cellId, question);
        context.runOnContext(endOfTurn -> send(new StatusQuery(requestKey, cellId)));
        return question.future();
    }

    private void send(StatusQuery query) {
        Promise<T> question = unsent.remove(query.cellId());
        vertx.eventBus().<T>request(address, query, options).map(Message::body).onComplete(question);
    }
}
