package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.FilesBelow;
import io.cellport.cell.Cell;
import io.cellport.config.Limits;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Faults;
import io.cellport.storage.FaultySqlite;
import io.cellport.storage.Sqlite;
import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets an operation of an import fail and holds what comes of it to the promises: whichever it is, the run ends, a
 * failed one leaves the old content, nothing stays open or on the disk, and the status is always told.
 */
abstract class FaultyImports {

    private static final Duration FAULT_LASTS = Duration.ofMillis(150);

    @TempDir
    Path directory;

    final Faults faults =
            new Faults(thread -> thread.startsWith("cellport-import") || thread.startsWith("cellport-admission"));
    final FaultySqlite sqlite = new FaultySqlite(faults);
    private EmbeddedUnit unit;
    private Cell cell;
    private List<CellContent> outcomes;
    private int current;
    private int idleConnections;

    /** Runs a test with a cell that holds a snapshot, and starts the unit once more behind it. */
    final void withUnit(Path data, Sqlite database, Runnable test) throws IOException {
        unit = new EmbeddedUnit(data.resolve("data"), Limits.DEFAULT, database);
        try {
            cell = unit.store.create("cell");
            unit.upload(cell, "snapshot0", Path.of("src/test/resources/snapshots/small1.zip"));
            unit.upload(
                    cell,
                    "snapshot1",
                    SnapshotBuilder.snapshot()
                            .userData(20, 200)
                            .links(10)
                            .files(3, 1_000)
                            .writeTo(directory.resolve("snapshot1.zip")));
            outcomes = List.of(imported(0), imported(1));
            current = 1;
            idleConnections = sqlite.openConnections();
            test.run();
        } finally {
            unit.close();
        }
        new EmbeddedUnit(directory.resolve("data")).close();
        assertThat(generations()).as("one generation after the next start").hasSize(1);
    }

    private CellContent imported(int snapshot) {
        assertThat(unit.importAndWait(cell, "snapshot" + snapshot)).isEqualTo(ImportStatus.READY);
        return CellContent.of(unit.store, cell);
    }

    /** Takes every step-th operation, until two imports in a row have had none left to fail. */
    final void failEach(int step, boolean persistent) {
        int failed = 0;
        int n = 1;
        for (int missed = 0; missed < 2; n += step) {
            failed += importWithFault(n, persistent, true) == Phase.READY ? 0 : 1;
            missed = faults.hasFired() ? 0 : missed + 1;
        }
        System.out.printf("%s faults: %d imports, %d failed%n", persistent ? "persistent" : "single", n / step, failed);
        assertThat(failed).isPositive();
    }

    /** Imports the snapshot that the cell does not hold while the n-th operation fails; returns how it ended. */
    final Phase importWithFault(int n, boolean persistent, boolean lifts) {
        int next = 1 - current;
        faults.arm(n, persistent);
        Phase end = start(next) ? end(persistent && lifts) : Phase.FAILED;
        faults.lift();
        boolean completed = end == Phase.READY;

        CellContent content = CellContent.of(unit.store, cell);
        assertThat(content).as("content after fault %d", n).isEqualTo(outcomes.get(completed ? next : current));
        assertThat(unit.journal.active()).as("runs after fault %d", n).isEmpty();
        // A connection that was given up is replaced by the next write.
        unit.store.delete(unit.store.create("another").id());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .alias("connections left open by fault " + n)
                .until(() -> sqlite.openConnections() == idleConnections);
        current = completed ? next : current;
        return end;
    }

    private boolean start(int snapshot) {
        try {
            unit.start(cell, "snapshot" + snapshot);
            return true;
        } catch (ReplyException refused) {
            return false;
        }
    }

    private Phase end(boolean lifts) {
        if (lifts) {
            long lift = System.nanoTime() + FAULT_LASTS.toNanos();
            while (unit.status(cell).isActive() && System.nanoTime() < lift) {
                Thread.onSpinWait();
            }
            faults.lift();
        }
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> unit.status(cell), status -> !status.isActive())
                .phase();
    }

    private List<Path> generations() throws IOException {
        return FilesBelow.of(directory.resolve("data/cells"));
    }
}
