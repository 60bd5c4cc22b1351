package io.cellport.exports.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start deletes what an earlier process has left, while exports end already. */
class SweepDuringExportTest {

    @TempDir
    Path data;

    @AutoClose
    private ExportingUnit unit;

    @BeforeEach
    void open() {
        unit = new ExportingUnit(data);
    }

    @Test
    void whatAnExportHasWrittenIsNoLeftoverUntilTheJournalNamesIt() {
        unit.area.afterWrites = unit.area::sweep;
        Cell cell = unit.store.create("cell1");
        unit.start();

        assertThat(unit.awaitEnd(cell, unit.export(cell, "out").exportId()).state())
                .isEqualTo("Completed");
        unit.area.beforeWrite = () -> {
            unit.area.beforeWrite = () -> {};
            throw new StoreException("the disk is on fire");
        };
        assertThat(unit.awaitEnd(cell, unit.export(cell, "bad").exportId()).state())
                .isEqualTo("Failed");

        StoredSnapshot out = unit.area.find(cell.id(), "out.zip").orElseThrow();
        assertThat(unit.sha256(out)).isEqualTo(out.sha256());
        StoredSnapshot error = unit.area.find(cell.id(), "bad.error").orElseThrow();
        assertThat(unit.sha256(error)).isEqualTo(error.sha256());
    }
}
