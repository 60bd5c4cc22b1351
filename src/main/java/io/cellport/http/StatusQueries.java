package io.cellport.http;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
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
 * Asks the tracker how imports stand. Questions about one cell that arise in the same turn of the event loop are sent
 * as one, at the end of the turn. A question never joins one that was already sent, because that answer may be older
 * than the question. Belongs to one event loop.
 */
public final class StatusQueries {

    /** On an overloaded machine the tracker is slow, not gone, and a late answer is better than an error. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;

    private final Context context;

    private final DeliveryOptions options;

    private final Map<String, Promise<ImportStatus>> unsent = new HashMap<>();

    /** @param patience how long the tracker may take to answer */
    public StatusQueries(Vertx vertx, Context context, Duration patience) {
        this.vertx = vertx;
        this.context = context;
        this.options = new DeliveryOptions().setSendTimeout(patience.toMillis());
    }

    /**
     * How the import into a cell stands now or later.
     *
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    public Future<ImportStatus> ask(String requestKey, String cellId) {
        Promise<ImportStatus> joined = unsent.get(cellId);
        if (joined != null) {
            return joined.future();
        }
        Promise<ImportStatus> question = Promise.promise();
        unsent.put(cellId, question);
        context.runOnContext(endOfTurn -> send(new StatusQuery(requestKey, cellId)));
        return question.future();
    }

    private void send(StatusQuery query) {
        Promise<ImportStatus> question = unsent.remove(query.cellId());
        vertx.eventBus()
                .<ImportStatus>request(Addresses.IMPORT_STATUS, query, options)
                .map(Message::body)
                .onComplete(question);
    }
}
