package io.cellport.server;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoresTest {

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final WorkerPools pools = WorkerPools.open(Metrics.NONE);

    @AfterEach
    void close() {
        pools.close().await();
        vertx.close().await();
    }

    /** As at a start: imports that were interrupted go on before requests are served. */
    @Test
    void anImportThatIsBeingCompletedWhenTheFirstRequestComesIsNotMissed() throws SQLException {
        EmbeddedStores stores = EmbeddedStores.open(config(data).build(), Clock.systemUTC(), pools);
        try {
            Activating activating = activating(stores, stores.cells().create("cell1"));
            CompletableFuture<Void> completion;
            try (Connection disk = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("unit.db"))) {
                disk.createStatement().execute("BEGIN IMMEDIATE");
                completion = completing(stores, activating);
                assertThat(find(stores, "cell1").orElseThrow().generation()).isZero();
                disk.createStatement().execute("ROLLBACK");
            }
            completion.join();

            assertThat(find(stores, "cell1").orElseThrow().generation())
                    .isEqualTo(activating.run().number());
        } finally {
            stores.close();
        }
    }

    private Activating activating(EmbeddedStores stores, Cell cell) {
        try (UnitDatabase beside = new UnitDatabase(data, new Sqlite())) {
            Importing importing = stores.journal()
                    .accept(new NewImport(
                            cell.id(), cell.name(), "snap", SnapshotRows.put(beside, cell, "snap"), false, "tester", 0))
                    .toImporting(1000);
            stores.journal().record(importing);
            stores.journal().record(importing.toActivating());
            return importing.toActivating();
        }
    }

    /** Records that it is completed, and returns when that waits for the disk. */
    private static CompletableFuture<Void> completing(EmbeddedStores stores, Activating activating) {
        Completed completed = activating.toCompleted(
                new GenerationSummary(new TreeMap<>(), 0, 0, 0),
                Clock.systemUTC().instant());
        CompletableFuture<Void> recorded = new CompletableFuture<>();
        Thread recording = new Thread(() -> {
            stores.journal().record(completed);
            recorded.complete(null);
        });
        recording.start();
        await().until(() -> Arrays.stream(recording.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.sqlite")));
        return recorded;
    }

    /** As a request asks, on an event loop. */
    private Optional<Cell> find(EmbeddedStores stores, String name) {
        Promise<Optional<Cell>> answer = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(turn -> stores.names().find(name).onComplete(answer));
        return answer.future().await();
    }
}
