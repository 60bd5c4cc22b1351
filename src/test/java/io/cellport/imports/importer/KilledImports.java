package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Wreck;
import io.cellport.storage.Wreckage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills imports at chosen points and holds what comes of it to the promises: the next start tells no false
 * {@code ready} and no smaller percentage, comes to the end of what was accepted, and leaves nothing lying about.
 */
abstract class KilledImports {

    private static final String CELL = "cell";

    @TempDir
    Path directory;

    final long seed = Long.getLong("cellport.seed", System.nanoTime());
    final Random random = new Random(seed);

    /** A unit at rest that holds snapshot {@code a} imported and {@code b} to be imported. */
    Wreck base;

    private CellContent old;
    private CellContent next;
    private List<Path> restingFiles;

    @BeforeEach
    final void prepareImport() throws IOException {
        System.out.println("seed of the kill points: " + seed);
        base = new Wreck(directory.resolve("data"), "the beginning", -1);
        try (EmbeddedUnit unit = new EmbeddedUnit(base.data())) {
            Cell cell = unit.store.create(CELL);
            unit.upload(cell, "a", snapshot(1).files(5, 3_000).writeTo(directory.resolve("a.zip")));
            unit.upload(cell, "b", snapshot(2).userData(1_200, 300).links(20).writeTo(directory.resolve("b.zip")));
            assertThat(unit.importAndWait(cell, "b")).isEqualTo(ImportStatus.READY);
            next = CellContent.of(unit.store, cell);
            assertThat(unit.importAndWait(cell, "a")).isEqualTo(ImportStatus.READY);
            old = CellContent.of(unit.store, cell);
        }
        restingFiles = base.files();
        assertThat(restingFiles)
                .as("unit.db, the reserve, a generation and two snapshots")
                .hasSize(5);
        assertThat(old).isNotEqualTo(next);
    }

    private static SnapshotBuilder snapshot(int seed) {
        return SnapshotBuilder.snapshot().seed(seed);
    }

    /** Imports {@code b} to its end unless an import is under way. */
    static void importB(EmbeddedUnit unit) {
        Cell cell = unit.store.find(CELL).orElseThrow();
        if (unit.journal.active().isEmpty()) {
            unit.start(cell, "b");
        }
        unit.awaitEnd(cell);
    }

    final List<Wreck> killImport(IntPredicate wanted) {
        Wreck copy = new Wreck(Wreck.copy(base.data(), directory.resolve("import" + random.nextInt(1 << 30))), "", -1);
        Wreckage wreckage = new Wreckage(copy.data(), -1, wanted);
        try (EmbeddedUnit unit = WatchedImports.wrecked(wreckage)) {
            importB(unit);
        }
        return wreckage.wrecks();
    }

    final List<Wreck> killRecovery(Wreck wreck, IntPredicate wanted) {
        Wreckage wreckage = new Wreckage(wreck.data(), wreck.told(), wanted);
        try (EmbeddedUnit unit = WatchedImports.wrecked(wreckage)) {
            assertRecovers(unit, wreck);
        }
        assertNothingLeft(wreck);
        return wreckage.wrecks();
    }

    final void recover(Wreck wreck) {
        try (EmbeddedUnit unit = WatchedImports.plain(wreck.data())) {
            assertRecovers(unit, wreck);
        }
        assertNothingLeft(wreck);
    }

    private void assertRecovers(EmbeddedUnit unit, Wreck wreck) {
        Cell cell = unit.store.find(CELL).orElseThrow();
        ImportStatus first = unit.status(cell);
        CellContent content = CellContent.of(unit.store, cell);
        assertThat(content).as("content at %s", wreck.point()).isIn(old, next);
        boolean known = wreck.told() >= 0 || first.isActive();
        if (first.isActive()) {
            assertThat(first.percent()).as("percentage at %s", wreck.point()).isBetween(wreck.told(), 99);
        } else {
            assertThat(first).as("status at %s", wreck.point()).isEqualTo(ImportStatus.READY);
            assertThat(content).as("content when ready at %s", wreck.point()).isIn(next, known ? null : old);
        }
        assertThat(unit.awaitEnd(cell).phase()).as("end of %s", wreck.point()).isEqualTo(Phase.READY);
        CellContent end = CellContent.of(unit.store, cell);
        assertThat(end).as("content in the end of %s", wreck.point()).isEqualTo(known ? next : content);
        assertThat(unit.journal.active()).isEmpty();
    }

    private void assertNothingLeft(Wreck wreck) {
        List<Path> files = new ArrayList<>(wreck.files());
        assertThat(files).as("files after %s: %s", wreck.point(), files).hasSameSizeAs(restingFiles);
    }
}
