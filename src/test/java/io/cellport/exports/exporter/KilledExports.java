package io.cellport.exports.exporter;

import static io.cellport.snapshot.zip.SnapshotBuilder.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.exports.journal.ExportState;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.exports.message.ExportAccepted;
import io.cellport.exports.message.ExportProgress;
import io.cellport.exports.message.ExportStatus;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Wreck;
import io.cellport.storage.Wreckage;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills exports at chosen points and holds what comes of it to the promises: no snapshot that is not whole is ever in
 * the area, the next start tells no false {@code ready}, comes to the end of what was accepted, with the bytes of an
 * export that nothing has disturbed, and leaves nothing lying about.
 */
abstract class KilledExports {

    /** The manifest of a snapshot names the time, so it stands still. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T02:01:06.560Z"), ZoneOffset.UTC);

    private static final String CELL = "cell";

    static final String NAME = "out";

    @TempDir
    Path directory;

    final Random random = new Random(Long.getLong("cellport.seed", System.nanoTime()));

    /** A unit at rest, of one cell that can be exported. */
    Wreck base;

    private String expected;
    private List<Path> restingFiles;

    @BeforeEach
    final void prepareExport() throws IOException {
        base = new Wreck(directory.resolve("data"), "the beginning", -1);
        try (EmbeddedUnit unit = new EmbeddedUnit(base.data())) {
            Cell cell = unit.store.create(CELL);
            unit.upload(
                    cell, "in", snapshot().userData(300, 300).files(3, 200_000).writeTo(directory.resolve("in.zip")));
            assertThat(unit.importAndWait(cell, "in")).isEqualTo(ImportStatus.READY);
        }
        restingFiles = base.files();
        try (ExportingUnit unit = plain(copy(base)).start()) {
            expected = unit.awaitEnd(cell(unit), unit.export(cell(unit), NAME).exportId())
                    .sha256();
        }
    }

    static Cell cell(ExportingUnit unit) {
        return unit.store.find(CELL).orElseThrow();
    }

    final Path copy(Wreck wreck) {
        return Wreck.copy(wreck.data(), directory.resolve("copy" + random.nextInt(1 << 30)));
    }

    private static ExportingUnit plain(Path data) {
        return new ExportingUnit(data, new Sqlite(), CLOCK, Vertx.vertx());
    }

    private static ExportingUnit wrecked(Wreckage wreckage) {
        Vertx vertx = Vertx.vertx();
        vertx.eventBus().<Object>addOutboundInterceptor(delivery -> tell(wreckage, delivery));
        return new ExportingUnit(wreckage.data(), wreckage.sqlite(), CLOCK, vertx);
    }

    private static void tell(Wreckage wreckage, DeliveryContext<Object> delivery) {
        if (delivery.body() instanceof ExportAccepted || delivery.body() instanceof ExportProgress) {
            wreckage.tell(0);
        }
        delivery.next();
    }

    /** Exports to an end. */
    final List<Wreck> killExport(IntPredicate wanted) {
        return killWork(wanted, unit -> {});
    }

    /** Does so in a unit that was changed before. */
    final List<Wreck> killWork(IntPredicate wanted, Consumer<ExportingUnit> change) {
        Wreckage wreckage = new Wreckage(copy(base), -1, wanted);
        try (ExportingUnit unit = wrecked(wreckage)) {
            change.accept(unit);
            unit.start();
            Cell cell = cell(unit);
            if (unit.journal.history(cell.id(), 1).isEmpty()) {
                unit.export(cell, NAME);
            }
            unit.awaitNone(cell);
        }
        return wreckage.wrecks();
    }

    final List<Wreck> killRecovery(Wreck wreck, IntPredicate wanted) {
        Wreckage wreckage = new Wreckage(wreck.data(), wreck.told(), wanted);
        try (ExportingUnit unit = wrecked(wreckage)) {
            assertRecovers(unit, wreck);
        }
        return wreckage.wrecks();
    }

    /** Starts again; returns the name of the state in which the export ended, which is empty if none was accepted. */
    final String recover(Wreck wreck) {
        String end;
        try (ExportingUnit unit = plain(wreck.data())) {
            end = assertRecovers(unit, wreck);
        }
        int added = end.equals("Completed") || end.equals("Failed") ? 1 : 0;
        List<Path> files = wreck.files();
        assertThat(files).as("files after %s", wreck.point()).hasSize(restingFiles.size() + added);
        return end;
    }

    private String assertRecovers(ExportingUnit unit, Wreck wreck) {
        Cell cell = cell(unit);
        assertAllAreWhole(unit, cell, wreck);
        unit.start();
        ExportStatus first = unit.status(cell);
        List<OnRecord> records = unit.journal.history(cell.id(), 1);
        if (wreck.told() >= 0) {
            assertThat(records).as("told at %s", wreck.point()).isNotEmpty();
        }
        if (!first.isActive()) {
            // One that was taken over may have ended before anybody asked.
            assertThat(records)
                    .as("records at %s", wreck.point())
                    .noneMatch(record -> record.state() instanceof ExportState.Active);
        }
        unit.awaitNone(cell);
        assertAllAreWhole(unit, cell, wreck);
        return unit.journal.history(cell.id(), 1).stream()
                .findFirst()
                .map(record -> assertEnded(unit, cell, record, wreck))
                .orElse("");
    }

    private String assertEnded(ExportingUnit unit, Cell cell, OnRecord record, Wreck wreck) {
        String end = record.state().name();
        List<String> added =
                switch (end) {
                    case "Completed" -> List.of("in.zip", NAME + ".zip");
                    case "Failed" -> List.of("in.zip", NAME + ".error");
                    default -> List.of("in.zip");
                };
        assertThat(end).as("end of %s", wreck.point()).isIn("Completed", "Failed", "Cancelled");
        assertThat(unit.files(cell))
                .as("files in the area after %s", wreck.point())
                .hasSameElementsAs(added);
        return end;
    }

    private void assertAllAreWhole(ExportingUnit unit, Cell cell, Wreck wreck) {
        for (StoredSnapshot file : unit.area.list(cell.id())) {
            assertThat(unit.sha256(file))
                    .as("%s at %s", file.fileName(), wreck.point())
                    .isEqualTo(file.sha256());
            if (file.fileName().equals(NAME + ".zip")) {
                assertThat(file.sha256()).as("bytes of %s", wreck.point()).isEqualTo(expected);
            }
        }
    }
}
