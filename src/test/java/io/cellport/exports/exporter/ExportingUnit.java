package io.cellport.exports.exporter;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cellport.blob.BlobReader;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.SqliteCellStore;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.journal.SqliteExportJournal;
import io.cellport.exports.message.CancelExport;
import io.cellport.exports.message.ExportAccepted;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportMessages;
import io.cellport.exports.message.ExportRunList;
import io.cellport.exports.message.ExportRunsQuery;
import io.cellport.exports.message.ExportStatus;
import io.cellport.exports.message.ExportView;
import io.cellport.exports.message.StartExport;
import io.cellport.exports.tracker.ExportTracker;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.StatusQuery;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.MemoryBudget;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A unit that only exports: the real store, journal, tracker and exporter on a data directory. */
final class ExportingUnit implements AutoCloseable {

    final Path data;
    final SqliteCellStore store;
    final ExportJournal journal;
    final HeldArea area;
    private final Clock clock;
    private final Vertx vertx;

    /** What exports read from, around the real store. */
    UnaryOperator<CellStore> around = UnaryOperator.identity();

    /** Called when a stop has asked all exports to stop. */
    volatile Runnable whenStopping = () -> {};

    /** Nothing is exported before {@link #start}. */
    ExportingUnit(Path data) {
        this(data, new Sqlite(), Clock.systemUTC(), Vertx.vertx());
    }

    /** Such a unit, which closes {@code vertx} with itself. */
    ExportingUnit(Path data, Sqlite sqlite, Clock clock, Vertx vertx) {
        this.data = data;
        this.clock = clock;
        this.vertx = vertx;
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        SqliteSnapshotArea snapshots = new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), 10, clock);
        snapshots.deleteUnfinished();
        area = new HeldArea(snapshots);
        area.sweep();
        store = new SqliteCellStore(data, unit, sqlite, clock);
        journal = new SqliteExportJournal(unit, 10, clock);
        MessageCodecs.register(vertx.eventBus());
        ExportMessages.register(vertx.eventBus());
    }

    ExportingUnit start() {
        await(vertx.deployVerticle(new ExportTracker(journal, Metrics.NONE)));
        ExporterVerticle exporter = new ExporterVerticle(new ExporterVerticle.Dependencies(
                around.apply(store),
                area,
                journal,
                config().maxAttempts(3).build().importing(),
                Optional.empty(),
                data.resolve("tmp"),
                MemoryBudget.ofHeap(),
                Future.succeededFuture(),
                () -> "http://localhost:18888/",
                Metrics.NONE,
                clock));
        await(vertx.deployVerticle(new Deployable() {
            @Override
            public Future<?> deploy(Context context) throws Exception {
                return exporter.deploy(context);
            }

            @Override
            public Future<?> undeploy(Context context) throws Exception {
                Future<?> stopped = exporter.undeploy(context);
                whenStopping.run();
                return stopped;
            }
        }));
        return this;
    }

    ExportAccepted export(Cell cell, String name) {
        StartExport message = new StartExport("key", cell.id(), cell.name(), name, "tester");
        return ask(ExportAccepted.class, ExportAddresses.START, message);
    }

    ExportAccepted cancel(Cell cell) {
        return ask(ExportAccepted.class, ExportAddresses.CANCEL, new CancelExport("key", cell.id()));
    }

    ExportStatus status(Cell cell) {
        return ask(ExportStatus.class, ExportAddresses.STATUS, new StatusQuery("key", cell.id(), System.nanoTime()));
    }

    ExportView record(Cell cell, String exportId) {
        return ask(ExportRunList.class, ExportAddresses.RUNS, new ExportRunsQuery("key", cell.id(), exportId, 1))
                .runs()
                .get(0);
    }

    /** Waits until no export of the cell is active. */
    void awaitNone(Cell cell) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !status(cell).isActive());
    }

    ExportView awaitEnd(Cell cell, String exportId) {
        awaitNone(cell);
        return record(cell, exportId);
    }

    /** What a file in the area holds. */
    byte[] content(StoredSnapshot file) {
        try (BlobReader blob = area.open(file.blob().id()).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) blob.size());
            blob.read(bytes, 0);
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sha256(StoredSnapshot file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    List<String> files(Cell cell) {
        return area.list(cell.id()).stream().map(file -> file.fileName()).toList();
    }

    private <T> T ask(Class<T> reply, String address, Object message) {
        return await(vertx.eventBus().request(address, message).map(answer -> reply.cast(answer.body())));
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
        store.close();
    }
}
