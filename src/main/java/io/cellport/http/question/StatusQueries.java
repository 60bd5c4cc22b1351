package io.cellport.http.question;

import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportStatus;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiFunction;

/** Asks the trackers how imports and exports stand, as {@link Questions} do. Belongs to one event loop. */
public final class StatusQueries {

    /** On an overloaded machine the tracker is slow, not gone, and a late answer is better than an error. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;

    private final Context context;

    private final Duration patience;

    private final ImportQuestions<ImportStatus> imports;

    private final Questions<ExportStatus, ExportStatus> exports;

    /** @param patience how long a tracker may take to answer */
    public StatusQueries(Vertx vertx, Context context, Duration patience) {
        this.vertx = vertx;
        this.context = context;
        this.patience = patience;
        this.imports = importsAs((cellId, status) -> status);
        this.exports = new Questions<>(vertx, context, ExportAddresses.STATUS, patience, (cellId, status) -> status);
    }

    /**
     * Asks how imports stand, for something that is made of it.
     *
     * @param rendering makes it of the id of a cell and its status, once for all who ask about a cell in one turn
     */
    public <A> ImportQuestions<A> importsAs(BiFunction<String, ImportStatus, A> rendering) {
        return new ImportQuestions<>(vertx, context, patience, rendering);
    }

    /**
     * How the import into a cell stands now or later.
     *
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    public Future<ImportStatus> ask(String requestKey, String cellId) {
        return imports.ask(requestKey, cellId, System.nanoTime());
    }

    /** How the export of a cell stands now or later. */
    public Future<ExportStatus> askExport(String requestKey, String cellId) {
        return exports.ask(requestKey, cellId, System.nanoTime());
    }
}
