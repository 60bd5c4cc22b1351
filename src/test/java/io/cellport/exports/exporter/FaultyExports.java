package io.cellport.exports.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.exports.message.ExportView;
import io.cellport.imports.importer.CellContent;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.Precondition;
import io.cellport.storage.Faults;
import io.cellport.storage.FaultySqlite;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets an operation of an export fail and holds what comes of it to the promises: whichever it is, the export ends
 * after one attempt at most, with the right bytes or with a code; the cell stays as it was; nothing stays open or on
 * the disk.
 */
abstract class FaultyExports {

    private static final Duration FAULT_LASTS = Duration.ofMillis(150);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T02:01:06.560Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    /** Requests for the status are no part of an export. */
    final Faults faults = new Faults(thread -> thread.matches("cellport-export(-control)?-\\d+"));

    final FaultySqlite sqlite = new FaultySqlite(faults);
    private ExportingUnit unit;
    private Cell cell;
    private CellContent content;
    private String expected;
    private int idleConnections;

    /** Runs a test with a cell that holds a snapshot, and starts the unit once more behind it. */
    final void withUnit(Path parent, Sqlite database, Runnable test) throws IOException {
        Path data = directory.resolve("data");
        try (EmbeddedUnit importing = new EmbeddedUnit(data)) {
            cell = importing.store.create("cell");
            importing.upload(cell, "in", Path.of("src/test/resources/snapshots/small1.zip"));
            assertThat(importing.importAndWait(cell, "in")).isEqualTo(ImportStatus.READY);
            content = CellContent.of(importing.store, cell);
        }
        unit = new ExportingUnit(parent.resolve("data"), database, CLOCK, Vertx.vertx()).start();
        try {
            expected = unit.awaitEnd(cell, unit.export(cell, "out").exportId()).sha256();
            removeFiles();
            idleConnections = sqlite.openConnections();
            test.run();
        } finally {
            unit.close();
        }
        new ExportingUnit(data).close();
        assertThat(blobs(data)).as("blobs after the next start").hasSize(1);
    }

    private void removeFiles() {
        for (String file : List.of("out.zip", "out.error")) {
            unit.area.delete(cell.id(), file, Precondition.NONE);
        }
    }

    /** Takes every step-th operation, until two exports in a row have had none left to fail. */
    final void failEach(int step, boolean persistent) {
        int failed = 0;
        int n = 1;
        for (int missed = 0; missed < 2; n += step) {
            failed += exportWithFault(n, persistent) ? 0 : 1;
            missed = faults.hasFired() ? 0 : missed + 1;
        }
        System.out.printf("%s faults: %d exports, %d failed%n", persistent ? "persistent" : "single", n / step, failed);
        assertThat(failed).isPositive();
    }

    /** Whether the export completes while its n-th operation fails. */
    private boolean exportWithFault(int n, boolean persistent) {
        faults.arm(n, persistent);
        boolean completed = false;
        try {
            String exportId = unit.export(cell, "out").exportId();
            if (persistent) {
                liftLater();
            }
            completed = assertEnded(n, unit.awaitEnd(cell, exportId));
        } catch (ReplyException refused) {
            assertThat(unit.files(cell)).as("files after fault %d", n).containsExactly("in.zip");
        }
        faults.lift();
        removeFiles();
        assertThat(CellContent.of(unit.store, cell))
                .as("content after fault %d", n)
                .isEqualTo(content);
        // A connection that was given up is replaced by the next write.
        unit.store.delete(unit.store.create("another").id());
        // The record of an export ends a moment before its content is closed, so that the idle ones may be fewer.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .alias("connections left open by fault " + n)
                .until(() -> sqlite.openConnections() <= idleConnections);
        return completed;
    }

    private boolean assertEnded(int n, ExportView record) {
        assertThat(record.attempts()).as("attempts with fault %d", n).isLessThanOrEqualTo(1);
        if (record.state().equals("Completed")) {
            assertThat(record.sha256()).as("bytes after fault %d", n).isEqualTo(expected);
            assertThat(unit.files(cell)).as("files after fault %d", n).containsExactly("in.zip", "out.zip");
            assertThat(unit.sha256(unit.area.find(cell.id(), "out.zip").orElseThrow()))
                    .isEqualTo(expected);
            return true;
        }
        assertThat(record.error()).as("%s after fault %d", record.state(), n).isNotNull();
        assertThat(unit.files(cell)).as("files after fault %d", n).isSubsetOf("in.zip", "out.error");
        return false;
    }

    private void liftLater() {
        long lift = System.nanoTime() + FAULT_LASTS.toNanos();
        while (unit.status(cell).isActive() && System.nanoTime() < lift) {
            Thread.onSpinWait();
        }
        faults.lift();
    }

    private static List<Path> blobs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("snapshots"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
