package io.cellport.cell;

import io.cellport.cell.extract.ExtractedAccess;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.imports.importer.EmbeddedUnit;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;

/** A cell of a unit of its own, into which a snapshot was imported. */
public final class SnapshotCell implements AutoCloseable {

    private final EmbeddedUnit unit;

    private final Cell cell;

    /** @param snapshot name of the file without {@code .zip} */
    public SnapshotCell(Path data, String snapshot) throws IOException {
        unit = new EmbeddedUnit(data);
        cell = unit.store.create("cell1");
        unit.upload(cell, snapshot, Path.of("src/test/resources/snapshots", snapshot + ".zip"));
        unit.importAndWait(cell, snapshot);
    }

    public String id() {
        return cell.id();
    }

    CellGeneration current() {
        return unit.store.current(cell.id()).orElseThrow();
    }

    /** The cells without their content: all that can be asked of it is the extract. */
    public CellStore withoutContent() {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "current" -> throw new AssertionError("the whole content is asked for");
                        case "access" -> Optional.of(extract());
                        default -> method.invoke(unit.store, arguments);
                    };
                });
    }

    private AccessContent extract() {
        try (CellGeneration current = current()) {
            return new ExtractedAccess(current.number(), RememberedRows.of(current));
        }
    }

    @Override
    public void close() {
        unit.close();
    }
}
