package io.cellport.cell;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link AccessContent} must answer. */
abstract class AccessContentContract
        implements AccessAccountsContract, AccessRolesContract, AccessRulesContract, AccessOfSnapshotsContract {

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedCells cells;

    private Cell cell;

    @BeforeEach
    void create() {
        cells = new EmbeddedCells(data);
        cell = cells.store().create("cell1");
    }

    @Override
    public AccessContent holding(Row... rows) {
        cells.build(cell, 7, Arrays.asList(rows));
        cells.activate(cell.id(), 7);
        return content(cells.store().current(cell.id()).orElseThrow());
    }

    @Override
    public SnapshotCell imported(String snapshot) throws IOException {
        return new SnapshotCell(data.resolve("unit"), snapshot);
    }
}
