package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Ended;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.Journal.RunRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** A journal under test, empty at the beginning of each test, and ways to fill it. */
interface FilledJournal {

    /** When runs end, by the clock of the importer. */
    Instant LATER = Instant.parse("2026-01-02T03:04:05.678Z");

    /** The unit of the test. */
    JournalUnit unit();

    default Journal journal() {
        return unit().journal();
    }

    default Cell cell(String name) {
        return unit().create(name);
    }

    default Optional<ImportState> state(ImportState state) {
        return journal().record(state.run().cellId(), state.run().importId()).map(RunRecord::state);
    }

    default Accepted accept(Cell cell) {
        return accept(cell, false);
    }

    default Accepted accept(Cell cell, boolean validateOnly) {
        return journal()
                .accept(new NewImport(
                        cell.id(), cell.name(), "snap", unit().snapshot(cell), validateOnly, "tester", 7));
    }

    default Failed fail(ImportState.Active state) {
        return end(state.toFailed(
                new ImportFailure(ApiError.of(ErrorCode.PR400_CM_0004, "{oops"), "10_odata/10_box.pjson", 3), LATER));
    }

    /** Records an end and returns it as it is on record, which may differ in nothing but the time. */
    @SuppressWarnings("unchecked")
    default <T extends Ended> T end(T end) {
        journal().record(end);
        ImportState recorded = state(end).orElseThrow();
        assertThat(recorded)
                .usingRecursiveComparison()
                .ignoringFields("finishedAt")
                .isEqualTo(end);
        return (T) recorded;
    }

    /** Records all steps to the end. */
    default Completed complete(Accepted accepted) {
        Importing importing = accepted.toImporting(1000);
        journal().record(importing);
        unit().build(importing.run());
        journal().record(importing.toActivating());
        return end(importing.toActivating().toCompleted(summary(), LATER));
    }

    default GenerationSummary summary() {
        return summaryOf(2);
    }

    static GenerationSummary summaryOf(long boxes) {
        TreeMap<String, Long> entities = new TreeMap<>();
        entities.put("Box", boxes);
        return new GenerationSummary(entities, 3, 4, 5);
    }
}
