package io.cellport.store;

import static io.cellport.store.UnitDatabase.update;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCellStoreTest implements CellStoreContract {

    @TempDir
    Path data;

    private UnitDatabase unit;
    private SqliteCellStore store;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
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
}
