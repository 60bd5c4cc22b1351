package io.cellport.http.question;

import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportStatus;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Asks the trackers how imports and exports stand, as {@link Questions} do. Belongs to one event loop. */
public final class StatusQueries {

    /** On an overloaded machine the tracker is slow, not gone, and a late answer is better than an error. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Questions<ImportStatus> imports;

    private final Questions<ExportStatus> exports;

    /** @param patience how long a tracker may take to answer */
    public StatusQueries(Vertx vertx, Context context, Duration patience) {
        this.imports = new ImportQuestions(vertx, context, patience);
        this.exports = new Questions<>(vertx, context, ExportAddresses.STATUS, patience);
    }

    /**
     * How the import into a cell stands now or later.
     *
     * @return fails with a {@code ReplyException} if no tracker answers in time
     */
    public Future<ImportStatus> ask(String requestKey, String cellId) {
        return ask(requestKey, cellId, System.nanoTime());
    }

    /**
     * The same for a question that came a moment ago: what is known since then need not be read again.
     *
     * @param askedAt when it came, by {@link System#nanoTime}
     */
    public Future<ImportStatus> ask(String requestKey, String cellId, long askedAt) {
        return imports.ask(requestKey, cellId, askedAt);
    }

    /** How the export of a cell stands now or later. */
    public Future<ExportStatus> askExport(String requestKey, String cellId) {
        return exports.ask(requestKey, cellId, System.nanoTime());
    }
}
