package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is forgotten of old runs: never what a cell's status rests on. */
public interface JournalForgettingContract {

    Instant END = Instant.parse("2026-01-02T03:04:05.678Z");

    Instant AFTER_THE_END = END.plusSeconds(1);

    Journal journal();

    CellStore store();

    /** The bytes of {@code snap.zip} of a cell, which is there from the first call on. */
    Blob snapshot(Cell cell);

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterDryRunIsForgotten() {
        Cell cell = store().create("cell1");
        Failed failed = failed(accepted(cell, false));
        completed(accepted(cell, true));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(failed);
    }

    @Test
    default void aFailureStillDecidesTheStatusAfterALaterFailedDryRunIsForgotten() {
        Cell cell = store().create("cell1");
        Failed failed = failed(accepted(cell, false));
        failed(accepted(cell, true));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(cell.id())).contains(failed);
    }

    @Test
    default void theNewestSuccessIsKeptAndTheFailureBeforeItIsForgotten() {
        Cell cell = store().create("cell1");
        failed(accepted(cell, false));
        Completed completed = completed(accepted(cell, false));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(completed);
    }

    @Test
    default void theRunThatDecidesTheStatusOfEachCellIsKept() {
        Cell one = store().create("cell1");
        Failed failed = failed(accepted(one, false));
        Cell other = store().create("cell2");
        failed(accepted(other, false));

        journal().forgetEndedBefore(AFTER_THE_END);

        assertThat(journal().standing(one.id())).contains(failed);
    }

    @Test
    default void anActiveRunIsNeverForgotten() {
        Cell cell = store().create("cell1");
        failed(accepted(cell, false));
        Accepted dry = accepted(cell, true);

        journal().forgetEndedBefore(AFTER_THE_END.plusSeconds(1_000_000_000));

        assertThat(journal().active()).containsExactly(dry);
    }

    @Test
    default void aRunThatEndedLaterIsKept() {
        Cell cell = store().create("cell1");
        Failed older = failed(accepted(cell, false));
        Failed newer = failed(accepted(cell, false));

        journal().forgetEndedBefore(END);

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(newer, older);
    }

    private Accepted accepted(Cell cell, boolean validateOnly) {
        return journal()
                .accept(new NewImport(cell.id(), cell.name(), "snap", snapshot(cell), validateOnly, "tester", 7));
    }

    private Failed failed(Accepted accepted) {
        Failed failed = accepted.toFailed(ImportFailure.of(ApiError.of(ErrorCode.PR500_SV_0000)), END);
        journal().record(failed);
        return failed;
    }

    private Completed completed(Accepted accepted) {
        Importing importing = accepted.toImporting(1000);
        Completed completed =
                importing.toActivating().toCompleted(new GenerationSummary(new TreeMap<>(), 0, 0, 0), END);
        journal().record(importing);
        journal().record(importing.toActivating());
        journal().record(completed);
        return completed;
    }
}
