package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Cancelled;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.message.ImportStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresJournalIT
        implements JournalContract, JournalRecordContract, JournalForgettingContract, JournalDamageContract {

    private final ClusteredJournal unit = new ClusteredJournal();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void aRunEndsByTheClockOfTheDatabase() {
        assertThat(fail(accept(cell("cell1"))).finishedAt()).isEqualTo(unit.clock.now());
    }

    @Test
    void anEndThatIsRecordedAgainChangesNothing() {
        Accepted accepted = accept(cell("cell1"));
        Completed completed = complete(accepted);
        long epoch = epochOf(accepted);
        Cancelled cancelled = end(accept(cell("cell2")).toCancelled(LATER));
        Failed failed = fail(accept(cell("cell3")));
        unit.pass(Duration.ofHours(1));

        for (ImportState end : List.of(completed, cancelled, failed)) {
            journal().record(end);
            assertThat(state(end)).contains(end);
        }
        assertThat(epochOf(accepted)).isEqualTo(epoch);
        assertThat(unit.sql.number("SELECT count(*) FROM blob WHERE state = 'LIVE' AND kind = 'GENERATION'"))
                .hasValue(1);
    }

    @Test
    void anEndIsRefusedToAProcessThatHasNotRecordedIt() {
        Failed failed = fail(accept(cell("cell1")));

        assertThatThrownBy(() -> unit.journal("node1", "another boot").record(failed))
                .isInstanceOf(LostRunException.class);
    }

    @Test
    void nothingIsCompletedWithoutItsBlob() {
        Cell cell = cell("cell1");
        Importing importing = accept(cell).toImporting(1000);
        journal().record(importing);
        journal().record(importing.toActivating());

        assertThatThrownBy(() -> journal().record(importing.toActivating().toCompleted(summary(), LATER)))
                .isInstanceOf(GoneGenerationException.class);

        assertThat(state(importing)).contains(importing.toActivating());
        assertThat(unit.generation(cell)).isEmpty();
    }

    @Test
    void theBlobsOfAnEndedRunAreDoomedExceptTheContent() {
        Cell cell = cell("cell1");
        complete(accept(cell));
        Accepted failing = accept(cell);
        unit.build(failing.run());
        fail(failing);
        Completed current = complete(accept(cell));

        assertThat(unit.sql.number("SELECT run FROM blob WHERE kind = 'GENERATION' AND state <> 'DOOMED' AND"
                        + " (SELECT count(*) FROM blob WHERE kind = 'GENERATION') = 3"))
                .hasValue(current.run().number());
    }

    @Test
    void textThatPostgresCannotStoreIsReplaced() {
        Cell cell = cell("cell1");
        Accepted accepted = journal()
                .accept(new NewImport(
                        cell.id(),
                        cell.name(),
                        "snap",
                        unit.snapshot(cell),
                        false,
                        "a\0b\uD800c\uDBFF\uDFFFd\uDC00",
                        0));
        assertThat(accepted.run().startedBy()).isEqualTo("a\uFFFDb\uFFFDc\uDBFF\uDFFFd\uFFFD");
        assertThat(state(accepted)).contains(accepted);

        journal()
                .record(accepted.toFailed(
                        new ImportFailure(new ApiError(ErrorCode.PR400_CM_0004, "\0"), "20_webdav/\uD800\0", 0),
                        LATER));

        Failed failed = (Failed) state(accepted).orElseThrow();
        assertThat(failed.failure().entry()).isEqualTo("20_webdav/\uFFFD\uFFFD");
        assertThat(failed.failure().error()).isEqualTo(new ApiError(ErrorCode.PR400_CM_0004, "\uFFFD"));
        assertThat(journal().record(cell.id(), "no\0id")).isEmpty();
    }

    @Test
    void aStateThatOnlyAnotherVersionKnowsIsNoSuccess() {
        Cell cell = cell("cell1");
        accept(cell);
        unit.sql.change("UPDATE import_run SET state = 'Paused', finished_at = 1");

        journal().forgetEndedBefore(Duration.ofDays(1));

        assertThat(journal().standing(cell.id()))
                .hasValueSatisfying(state -> assertThat(state.status().phase()).isEqualTo(ImportStatus.Phase.FAILED));
    }

    private long epochOf(ImportState state) {
        return unit.sql
                .number(
                        "SELECT epoch FROM import_run WHERE number = ?",
                        state.run().number())
                .orElseThrow();
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
