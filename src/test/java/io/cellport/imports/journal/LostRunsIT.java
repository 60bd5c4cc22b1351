package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Startable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process can still do to a run that it has lost. */
class LostRunsIT extends LeasedRuns {

    @Test
    void nothingThatAProcessRecordsAfterATakeoverCounts() {
        Cell cell = cell("cell1");
        complete(accept(cell));
        Importing importing = begin(accept(cell), journal, leases);
        unit.build(importing.run());
        unit.pass(MORE_THAN_A_LEASE);
        Startable taken = claim(others);

        assertEverythingIsRefused(importing);
        othersJournal.record(taken.toImporting(1000));
        assertEverythingIsRefused(importing);
        unit.build(taken.toImporting(1000).run());
        othersJournal.record(taken.toImporting(1000).toActivating());
        assertEverythingIsRefused(importing);
        othersJournal.record(taken.toImporting(1000).toActivating().toCompleted(summary(), LATER));
        assertEverythingIsRefused(importing);

        assertThat(unit.sql.number("SELECT attempt FROM blob WHERE kind = 'GENERATION' AND state = 'LIVE'"))
                .hasValue(2);
    }

    private void assertEverythingIsRefused(Importing lost) {
        Activating activating = lost.toActivating();
        String before = everything();
        List<ImportState> steps = List.of(
                lost,
                lost.toInterrupted(900, 9),
                lost.toInterrupted(900, 9).toImporting(1000),
                activating,
                activating.toCompleted(summary(), LATER),
                lost.toFailed(ImportFailure.of(JournalRow.DAMAGED), LATER));

        for (ImportState step : steps) {
            assertThatThrownBy(() -> journal.record(step)).isInstanceOf(LostRunException.class);
        }

        assertThat(renew(lost.at(900, 9))).isFalse();
        assertThat(everything()).isEqualTo(before);
    }

    /** All rows that a recording can change. */
    private String everything() {
        return unit.sql.text("SELECT string_agg(r::text, '|' ORDER BY number) FROM import_run r")
                + unit.sql.text("SELECT string_agg(b::text, '|' ORDER BY name) FROM blob b")
                + unit.sql.text("SELECT string_agg(c::text, '|' ORDER BY id) FROM cell c");
    }

    @Test
    void aRunThatAnyNodeCancelsIsLostToItsProcess() {
        Importing importing = begin();

        othersJournal.record(importing.toCancelled(LATER));

        assertThat(renew(importing)).isFalse();
        assertThat(others.claim(List.of())).isEmpty();
        assertThatThrownBy(() -> journal.record(importing.toActivating())).isInstanceOf(LostRunException.class);
    }

    @Test
    void progressNeverGoesDown() {
        Importing importing = begin();
        renew(importing.at(420, 4));

        renew(importing);
        assertThat(progress(importing)).isEqualTo(new Progress(420, 1000, 4));

        unit.pass(MORE_THAN_A_LEASE);
        Importing next = new Importing(claim(others).toImporting(1000).run(), Progress.of(1000));
        othersJournal.record(next);
        others.renew(executing(next.at(7, 1)));
        assertThat(progress(importing)).isEqualTo(new Progress(420, 1000, 4));
        othersJournal.record(new Activating(next.run(), new Progress(300, 1000, 3)));
        assertThat(progress(importing)).isEqualTo(new Progress(420, 1000, 4));
    }

    private Progress progress(ImportState run) {
        return state(run).orElseThrow().progress();
    }
}
