package io.cellport.imports.importer;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that take long to judge: whoever waits for them, and who does not. */
class AdmissionTest {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final Semaphore judged = new Semaphore(0);
    private final List<CompletableFuture<?>> requests = new ArrayList<>();
    private volatile String slowThreads = "cellport-admission-large";
    private EmbeddedUnit unit;

    @BeforeEach
    void open() {
        unit = new EmbeddedUnit(data, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, this::slowToJudge);
    }

    @AfterEach
    void close() {
        judged.release(1_000);
        requests.forEach(request -> request.handle((accepted, failure) -> null).join());
        unit.close();
    }

    /** The last thing that is asked about a snapshot is whether it fits on the disk. */
    private CellStore slowToJudge(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("usableBytes")
                            && Thread.currentThread().getName().startsWith(slowThreads)) {
                        judged.acquire();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void largeSnapshotsDelayNeitherSmallOnesNorCancellations() throws IOException {
        Path large = SnapshotBuilder.snapshot().files(3, 3 << 20).writeTo(files.resolve("large"));
        assertThat(large.toFile().length()).isGreaterThan(5 << 20);
        for (String name : List.of("large1", "large2", "large3")) {
            requestInBackground(cellWith(name, large));
        }
        Awaitility.await().until(() -> judged.getQueueLength() == 2);

        assertThat(unit.importAndWait(cellWith("small", SMALL), "snapshot")).isEqualTo(ImportStatus.READY);
        Cell other = cellWith("other", SMALL);
        JournalEntries.accept(unit, other, "snapshot");
        unit.cancel(other);

        assertThat(unit.status(other)).isEqualTo(ImportStatus.READY);
        assertThat(judged.getQueueLength()).as("still judging").isEqualTo(2);
        judged.release(3);
        for (CompletableFuture<?> request : requests) {
            assertThat(request).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aSecondRequestForTheSameCellIsRefusedAtOnce() throws IOException {
        slowThreads = "cellport-admission";
        Cell cell = cellWith("cell", SMALL);
        requestInBackground(cell);
        Awaitility.await().until(judged::hasQueuedThreads);

        assertThatThrownBy(() -> unit.start(cell, "snapshot"))
                .satisfies(refused -> assertThat(ReplyErrors.errorOf(refused))
                        .contains(ApiError.of(ErrorCode.PR409_CM_0002, "cell import")));

        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        judged.release();
        assertThat(requests.get(0)).succeedsWithin(PATIENCE);
        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        judged.release();
        assertThat(unit.importAndWait(cell, "snapshot")).isEqualTo(ImportStatus.READY);
    }

    /** Each has a thread: since Java 25 the common pool has one alone on a machine with two cores. */
    private void requestInBackground(Cell cell) {
        Executor ownThread = request -> new Thread(request).start();
        requests.add(CompletableFuture.supplyAsync(() -> unit.start(cell, "snapshot"), ownThread));
    }

    private Cell cellWith(String name, Path snapshot) throws IOException {
        Cell created = unit.store.create(name);
        unit.upload(created, "snapshot", snapshot);
        return created;
    }
}
