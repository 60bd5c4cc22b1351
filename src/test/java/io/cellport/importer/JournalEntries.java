package io.cellport.importer;

import io.cellport.cell.Cell;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.tracker.ImportState.Accepted;
import io.cellport.tracker.Journal.NewImport;

/** Runs that stand in the journal of a unit although its importer has not heard of them. */
final class JournalEntries {

    private JournalEntries() {}

    static Accepted accept(EmbeddedUnit unit, Cell cell, String snapshot) {
        StoredSnapshot stored =
                unit.snapshots.find(cell.id(), snapshot + ".zip").orElseThrow();
        return unit.journal.accept(new NewImport(cell.id(), cell.name(), snapshot, stored.blob(), false, "tester", 0));
    }
}
