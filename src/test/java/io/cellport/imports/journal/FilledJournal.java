package io.cellport.imports.journal;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.Journal.RunRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** A journal under test, empty at the beginning of each test, and ways to fill it. */
interface FilledJournal {

    /** When runs end. */
    Instant LATER = Instant.parse("2026-01-02T03:04:05.678Z");

    Journal journal();

    /** The cells beside the journal. */
    CellStore store();

    /** The bytes of {@code snap.zip} of a cell, which is there from the first call on. */
    Blob snapshot(Cell cell);

    /** Opens journal and store again on the same data, as a restart does. */
    void reopen();

    default Optional<ImportState> state(ImportState state) {
        return journal().record(state.run().cellId(), state.run().importId()).map(RunRecord::state);
    }

    default Cell cell(String name) {
        return store().create(name);
    }

    default Accepted accept(Cell cell) {
        return accept(cell, false);
    }

    default Accepted accept(Cell cell, boolean validateOnly) {
        return journal()
                .accept(new NewImport(cell.id(), cell.name(), "snap", snapshot(cell), validateOnly, "tester", 7));
    }

    default Failed fail(ImportState.Active state) {
        Failed failed = state.toFailed(
                new ImportFailure(ApiError.of(ErrorCode.PR400_CM_0004, "{oops"), "10_odata/10_box.pjson", 3), LATER);
        journal().record(failed);
        return failed;
    }

    /** Records all steps to the end. */
    default Completed complete(Accepted accepted) {
        Importing importing = accepted.toImporting(1000);
        Completed completed = importing.toActivating().toCompleted(summary(), LATER);
        journal().record(importing);
        journal().record(importing.toActivating());
        journal().record(completed);
        return completed;
    }

    default GenerationSummary summary() {
        TreeMap<String, Long> entities = new TreeMap<>();
        entities.put("Box", 2L);
        return new GenerationSummary(entities, 3, 4, 5);
    }
}
