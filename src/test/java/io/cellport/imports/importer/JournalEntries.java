package io.cellport.imports.importer;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.snapshot.area.StoredSnapshot;

/** Runs that stand in the journal of a unit although its importer has not heard of them. */
final class JournalEntries {

    private JournalEntries() {}

    static Accepted accept(EmbeddedUnit unit, Cell cell, String snapshot) {
        StoredSnapshot stored =
                unit.snapshots.find(cell.id(), snapshot + ".zip").orElseThrow();
        return unit.journal.accept(new NewImport(cell.id(), cell.name(), snapshot, stored.blob(), false, "tester", 0));
    }
}
