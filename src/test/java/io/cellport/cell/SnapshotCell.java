package io.cellport.cell;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.imports.importer.EmbeddedUnit;
import java.io.IOException;
import java.nio.file.Path;

/** A cell of a unit of its own, into which a snapshot was imported. */
final class SnapshotCell implements AutoCloseable {

    private final EmbeddedUnit unit;

    private final Cell cell;

    /** @param snapshot name of the file without {@code .zip} */
    SnapshotCell(Path data, String snapshot) throws IOException {
        unit = new EmbeddedUnit(data);
        cell = unit.store.create("cell1");
        unit.upload(cell, snapshot, Path.of("src/test/resources/snapshots", snapshot + ".zip"));
        unit.importAndWait(cell, snapshot);
    }

    CellGeneration current() {
        return unit.store.current(cell.id()).orElseThrow();
    }

    @Override
    public void close() {
        unit.close();
    }
}
