package io.cellport.exports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Exporting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresExportJournalIT implements ExportJournalContract {

    @TempDir
    Path directory;

    @AutoClose
    private ClusteredExports unit;

    @BeforeEach
    void open() {
        unit = new ClusteredExports(directory);
    }

    @Override
    public ExportUnit unit() {
        return unit;
    }

    @Test
    void anotherNodeTakesAnExportOverOnlyAfterItsLease() {
        Cell cell = unit.create("cell1");
        Exporting exporting = unit.accept(cell, "name").toExporting(100);
        unit.journal().begin(exporting);
        ExportJournal other = unit.journal("node2", "another");

        assertThat(other.takeOver(List.of())).isEmpty();
        unit.clock.advance(ClusteredExports.LEASE.plusMillis(1));
        assertThat(other.takeOver(List.of()))
                .singleElement()
                .satisfies(taken -> assertThat(taken.run().attempt()).isEqualTo(2));

        assertThat(unit.journal().renew(List.of(exporting))).isEmpty();
        assertThatThrownBy(() -> end(exporting, unit.blob(cell))).isInstanceOf(LostExportException.class);
        assertThat(unit.area().list(cell.id())).isEmpty();
    }

    @Test
    void anEndThatIsRecordedAgainChangesNothing() {
        Cell cell = unit.create("cell1");
        Exporting exporting = unit.accept(cell, "name").toExporting(100);
        unit.journal().begin(exporting);
        Blob blob = unit.blob(cell);

        Completed completed = end(exporting, blob);
        end(exporting, blob);

        assertThat(unit.journal().history(cell.id(), 10))
                .extracting(ExportState.OnRecord::state)
                .containsExactly(completed);
    }

    private Completed end(Exporting exporting, Blob blob) {
        Completed completed = exporting.toCompleted(ExportJournalContract.SUMMARY, blob, ExportJournalContract.NOW);
        EndFile file = new EndFile(exporting.run().fileName(), "application/zip", blob);
        unit.journal().end(completed, Optional.of(file));
        return completed;
    }
}
