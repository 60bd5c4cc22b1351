package io.cellport.imports.tracker;

import static io.cellport.Patience.PATIENCE;

import io.cellport.MovableClock;
import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunView;
import io.cellport.imports.message.RunsQuery;
import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A tracker that is reached through the event bus only, and the journal that it reads. */
interface TrackedUnit {

    /** Silence after which the tracker calls an active run stalled. */
    Duration STALLED_AFTER = Duration.ofSeconds(30);

    /** Where messages are published, and where the tracker's clients ask. */
    Vertx vertx();

    Journal journal();

    CellStore store();

    /** The bytes of {@code snap.zip} of a cell. */
    Blob snapshot(Cell cell);

    /** Starts the tracker again, on the same journal; it remembers nothing. */
    void restart();

    /** Makes every read of the journal fail from now on, and leaves open what became of the last change of a cell. */
    void breakJournal(String cellId);

    /** The only clock of the journal and of the tracker. */
    MovableClock clock();

    /** Publishes a message and returns when the tracker has received it. */
    default void publish(ImportProgress message) {
        vertx().eventBus().publish(Addresses.IMPORT_PROGRESS, message);
        // Messages arrive in the order in which they are sent from here.
        await(askStatus("nobody").otherwiseEmpty());
    }

    default Cell cell(String name) {
        return store().create(name);
    }

    default ImportStatus status(Cell cell) {
        return status(cell.id());
    }

    default ImportStatus status(String cellId) {
        return await(askStatus(cellId));
    }

    default Future<ImportStatus> askStatus(String cellId) {
        return vertx().eventBus()
                .<ImportStatus>request(Addresses.IMPORT_STATUS, new StatusQuery("key", cellId, System.nanoTime()))
                .map(Message::body);
    }

    /** One run of the cell, or all of them if {@code importId} is null. */
    default List<RunView> runs(String cellId, String importId, int limit) {
        return await(askRuns(cellId, importId, limit));
    }

    default Future<List<RunView>> askRuns(String cellId, String importId, int limit) {
        return vertx().eventBus()
                .<RunList>request(Addresses.IMPORT_RUNS, new RunsQuery("key", cellId, importId, limit))
                .map(reply -> reply.body().runs());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
