package io.cellport.cell;

import io.cellport.cell.generation.GenerationQueriesContract;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.Row;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresCellStoreIT implements CellStoreContract, GenerationQueriesContract {

    @TempDir
    Path directory;

    private final PostgresAddress address = PostgresServer.newDatabase();

    @AutoClose
    private ClusteredCells cells;

    @BeforeEach
    void open() {
        cells = new ClusteredCells("node1", directory, address);
    }

    @Override
    public CellStore store() {
        return cells.store();
    }

    @Override
    public GenerationSummary build(Cell cell, long number, List<Row> rows) {
        return cells.build(cell, number, rows);
    }

    @Override
    public void activate(String cellId, long generation) {
        cells.activate(cellId, generation);
    }

    @Override
    public boolean isStored(Cell cell, long number) {
        return cells.isStored(cell, number);
    }
}
