package io.cellport.cell;

import static io.cellport.storage.Statements.update;

import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The cells of an embedded unit, on its files and without the rest of it. */
public final class EmbeddedCells implements FilledStore, AutoCloseable {

    private final Path data;
    private final UnitDatabase unit;
    private final CellStore store;

    public EmbeddedCells(Path data) {
        this.data = data;
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
    }

    public UnitDatabase unit() {
        return unit;
    }

    @Override
    public CellStore store() {
        return store;
    }

    @Override
    public void activate(String cellId, long generation) {
        unit.write(
                "activate",
                connection -> update(connection, "UPDATE cell SET generation = ? WHERE id = ?", generation, cellId));
    }

    @Override
    public boolean isStored(Cell cell, long number) {
        return Files.exists(data.resolve("cells").resolve(cell.id()).resolve(number + ".db"));
    }

    @Override
    public void close() {
        store.close();
    }
}
