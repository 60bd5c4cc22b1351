package io.cellport.imports.importer;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.config.Limits;
import io.cellport.imports.importer.ImporterVerticle.Sharing;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.JournalView;
import io.cellport.imports.journal.Leases;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.imports.journal.ViewedJournal;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.CancelImport;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunView;
import io.cellport.imports.message.RunsQuery;
import io.cellport.imports.message.StartImport;
import io.cellport.imports.message.StatusQuery;
import io.cellport.imports.tracker.ImportTracker;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A unit without its HTTP side: the real store, journal, tracker and importer on a data directory. */
public final class EmbeddedUnit implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();

    public final CellStore store;
    final Journal journal;
    final SnapshotArea snapshots;
    private final Vertx vertx;
    private final WorkerPool polls = new WorkerPool("polls", 1, 1_000);

    public EmbeddedUnit(Path data) {
        this(data, Limits.DEFAULT, new Sqlite());
    }

    public EmbeddedUnit(Path data, Limits limits, Sqlite sqlite) {
        this(data, limits, sqlite, Vertx.vertx(), 3);
    }

    /** A unit that closes {@code vertx} with itself, and begins a run so often at most. */
    public EmbeddedUnit(Path data, Limits limits, Sqlite sqlite, Vertx vertx, int maxAttempts) {
        this(data, limits, sqlite, vertx, maxAttempts, UnaryOperator.identity());
    }

    /** Such a unit, whose cells are stored in something around the real store. */
    public EmbeddedUnit(
            Path data,
            Limits limits,
            Sqlite sqlite,
            Vertx vertx,
            int maxAttempts,
            UnaryOperator<CellStore> decoration) {
        this(data, limits, sqlite, vertx, maxAttempts, new Around().store(decoration));
    }

    /** A unit whose snapshots are stored in something around the real area. */
    static EmbeddedUnit withSnapshots(Path data, UnaryOperator<SnapshotArea> decoration) {
        return new EmbeddedUnit(data, new Around().snapshots(decoration));
    }

    /** A unit with something around its real parts. */
    EmbeddedUnit(Path data, Around around) {
        this(data, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, around);
    }

    /**
     * What a test puts around the real parts of a unit.
     *
     * @param sharing makes the unit one of several processes
     */
    record Around(
            UnaryOperator<CellStore> store,
            UnaryOperator<SnapshotArea> snapshots,
            UnaryOperator<Journal> journal,
            Function<Journal, Optional<Sharing>> sharing) {

        /** Nothing. */
        Around() {
            this(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    journal -> Optional.empty());
        }

        Around store(UnaryOperator<CellStore> decoration) {
            return new Around(decoration, snapshots, journal, sharing);
        }

        Around snapshots(UnaryOperator<SnapshotArea> decoration) {
            return new Around(store, decoration, journal, sharing);
        }

        Around journal(UnaryOperator<Journal> decoration) {
            return new Around(store, snapshots, decoration, sharing);
        }

        Around leases(Function<Journal, Leases> leases) {
            return new Around(
                    store,
                    snapshots,
                    journal,
                    shared -> Optional.of(new Sharing(
                            leases.apply(shared), Promise.<Void>promise().future())));
        }
    }

    private EmbeddedUnit(Path data, Limits limits, Sqlite sqlite, Vertx vertx, int maxAttempts, Around around) {
        this.vertx = vertx;
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        SqliteCellStore cells = new SqliteCellStore(data, unit, sqlite, CLOCK);
        store = around.store().apply(cells);
        SqliteJournal record = new SqliteJournal(unit, CLOCK);
        JournalView view = new JournalView(record, record.standings(), polls);
        cells.onDeletion(view::deleted);
        journal = around.journal().apply(new ViewedJournal(record, view));
        snapshots = around.snapshots()
                .apply(new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), limits.snapshotsPerCell(), CLOCK));
        MessageCodecs.register(vertx.eventBus());
        await(vertx.deployVerticle(new ImportTracker(view, journal, Duration.ofSeconds(30), Metrics.NONE)));
        await(vertx.deployVerticle(new ImporterVerticle(new ImporterVerticle.Dependencies(
                store,
                snapshots,
                journal,
                config().maxAttempts(maxAttempts).build().importing(),
                limits,
                MemoryBudget.ofHeap(),
                around.sharing().apply(journal),
                Future.succeededFuture(),
                Metrics.NONE,
                CLOCK))));
    }

    /** Stores a copy of a snapshot file under a name. */
    public void upload(Cell cell, String name, Path snapshot) throws IOException {
        try (BlobWriter bytes = snapshots.begin(cell.id())) {
            bytes.write(ByteBuffer.wrap(Files.readAllBytes(snapshot)));
            snapshots.commit(cell.id(), name + ".zip", "application/zip", bytes, Precondition.NONE);
        }
    }

    public ImportAccepted start(Cell cell, String name) {
        return await(vertx.eventBus()
                .<ImportAccepted>request(
                        Addresses.IMPORT_START, new StartImport("key", cell.id(), cell.name(), name, false, "tester"))
                .map(reply -> reply.body()));
    }

    /** Does everything but the activation. */
    ImportAccepted validate(Cell cell, String name) {
        return await(vertx.eventBus()
                .<ImportAccepted>request(
                        Addresses.IMPORT_START, new StartImport("key", cell.id(), cell.name(), name, true, "tester"))
                .map(reply -> reply.body()));
    }

    ImportAccepted cancel(Cell cell) {
        return await(vertx.eventBus()
                .<ImportAccepted>request(Addresses.IMPORT_CANCEL, new CancelImport("key", cell.id()))
                .map(reply -> reply.body()));
    }

    public RunView report(Cell cell, ImportAccepted accepted) {
        return await(vertx.eventBus()
                        .<RunList>request(
                                Addresses.IMPORT_RUNS, new RunsQuery("key", cell.id(), accepted.importId(), 1))
                        .map(reply -> reply.body()))
                .runs()
                .get(0);
    }

    public ImportStatus status(Cell cell) {
        return await(vertx.eventBus()
                .<ImportStatus>request(Addresses.IMPORT_STATUS, new StatusQuery("key", cell.id(), System.nanoTime()))
                .map(reply -> reply.body()));
    }

    /** Imports and returns the status after the run's end. */
    public ImportStatus importAndWait(Cell cell, String name) {
        start(cell, name);
        return awaitEnd(cell);
    }

    public ImportStatus awaitEnd(Cell cell) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> status(cell), status -> !status.isActive());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        polls.abandon();
        store.close();
    }
}
