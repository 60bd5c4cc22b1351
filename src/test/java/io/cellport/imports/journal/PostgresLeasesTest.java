package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Together;
import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.Leases.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresLeasesTest implements FilledJournal {

    private static final Duration MORE_THAN_A_LEASE = ClusteredJournal.LEASE.plusMillis(1);

    private final ClusteredJournal unit = new ClusteredJournal();

    private final Leases leases = unit.leases("node1", "boot1");
    private final Journal journal = unit.journal("node1", "boot1");
    private final Leases others = unit.leases("node2", "boot2");
    private final Journal othersJournal = unit.journal("node2", "boot2");

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void nothingCanBeClaimedIfNoRunWaits() {
        fail(accept(cell("cell1")));

        assertThat(leases.claim(List.of())).isEmpty();
    }

    @Test
    void anAcceptedRunIsClaimedForItsFirstAttempt() {
        Accepted accepted = accept(cell("cell1"));

        assertThat(leases.claim(List.of())).contains(new Claim(accepted, 0));

        assertThat(leases.claim(List.of())).isEmpty();
        assertThat(others.claim(List.of())).isEmpty();
    }

    @Test
    void theOldestRunIsClaimedFirst() {
        Accepted first = accept(cell("cell1"));
        Accepted second = accept(cell("cell2"));

        assertThat(claim(leases)).isEqualTo(first);
        assertThat(claim(others)).isEqualTo(second);
    }

    @Test
    void eachOfManyRunsIsClaimedByOneProcess() throws Exception {
        int runs = 50;
        for (int i = 0; i < runs; i++) {
            accept(cell("cell" + i));
        }

        List<List<Long>> claimed = Together.together(10, node -> claimAll(unit.leases("node" + node, "boot" + node)));

        assertThat(claimed.stream().flatMap(List::stream)).hasSize(runs).doesNotHaveDuplicates();
    }

    private static List<Long> claimAll(Leases claimer) {
        List<Long> numbers = new ArrayList<>();
        for (Optional<Claim> next = claimer.claim(List.of()); next.isPresent(); next = claimer.claim(List.of())) {
            numbers.add(next.get().state().run().number());
        }
        return numbers;
    }

    @Test
    void aRunWhoseLeaseRanOutIsTakenOverByTheNextAttemptAndCountsAFailure() {
        Importing importing = begin().at(420, 4);
        renew(importing);
        unit.pass(ClusteredJournal.LEASE);
        assertThat(others.claim(List.of())).isEmpty();

        unit.pass(Duration.ofMillis(1));

        Importing next = assertClaimed(others, importing, 1).toImporting(1000);
        assertThat(next.run().attempt()).isEqualTo(2);
        assertThat(next.progress()).isEqualTo(new Progress(420, 1000, 4));
        othersJournal.record(next);
        unit.pass(MORE_THAN_A_LEASE);
        assertThat(assertClaimed(leases, next, 2).toImporting(1000).run().attempt())
                .isEqualTo(3);
    }

    @Test
    void aRunThatIsRenewedIsNotTakenOver() {
        Importing importing = begin();
        for (int i = 0; i < 3; i++) {
            unit.pass(ClusteredJournal.LEASE);
            assertThat(renew(importing)).isTrue();
            assertThat(others.claim(List.of())).isEmpty();
        }
    }

    @Test
    void aRunWhoseLeaseRanOutIsKeptIfNobodyHasClaimedItYet() {
        Importing importing = begin();
        unit.pass(MORE_THAN_A_LEASE);

        assertThat(renew(importing)).isTrue();

        assertThat(others.claim(List.of())).isEmpty();
        journal.record(importing.toActivating());
    }

    @Test
    void aRunThatIsGivenBackIsClaimedAtOnceAndCountsNoFailure() {
        Importing importing = begin();
        Accepted waiting = accept(cell("cell2"));
        leases.claim(List.of());

        leases.releaseAll();

        assertThat(renew(importing)).isFalse();
        assertThat(assertClaimed(others, importing, 0).toImporting(1000).run().attempt())
                .isEqualTo(2);
        assertThat(others.claim(List.of())).contains(new Claim(waiting, 0));
    }

    @Test
    void aRunThatIsInterruptedIsClaimedAtOnceAndCountsNoFailure() {
        Importing importing = begin();

        journal.record(importing.toInterrupted(10, 1));

        assertThat(others.claim(List.of())).contains(new Claim(importing.toInterrupted(10, 1), 0));
    }

    @Test
    void theNextProcessOfANodeTakesItsRunsBackAtOnce() {
        Importing importing = begin(othersJournal, others);
        Accepted waiting = accept(cell("cell1"));

        Leases next = unit.leases("node2", "boot3");

        assertClaimed(next, importing, 1);
        assertThat(others.renew(executing(importing))).isEmpty();
        assertThat(claim(next)).isEqualTo(waiting);
    }

    @Test
    void aProcessWhoseNameAnotherOneHasByNowClaimsNothing() {
        unit.call("see_node('node2', 'boot2', '', 0)");
        begin(othersJournal, others);
        accept(cell("cell1"));
        unit.pass(MORE_THAN_A_LEASE);
        unit.call("see_node('node2', 'boot3', '', 0)");
        Leases next = unit.leases("node2", "boot3");
        assertThat(next.claim(List.of())).isPresent();

        assertThat(others.claim(List.of())).isEmpty();

        assertThat(next.claim(List.of())).isPresent();
    }

    @Test
    void aRunOfALostClaimIsClaimedAgainAfterItsLeaseUnlessItIsExecuted() {
        Accepted accepted = accept(cell("cell1"));
        leases.claim(List.of());
        assertThat(leases.claim(List.of())).isEmpty();
        unit.pass(MORE_THAN_A_LEASE);

        assertThat(leases.claim(List.of(accepted.run().number()))).isEmpty();
        assertThat(leases.claim(List.of())).contains(new Claim(accepted, 1));
    }

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

        assertThat(unit.number("SELECT attempt FROM blob WHERE kind = 'GENERATION' AND state = 'LIVE'"))
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
        return unit.text("SELECT string_agg(r::text, '|' ORDER BY number) FROM import_run r")
                + unit.text("SELECT string_agg(b::text, '|' ORDER BY name) FROM blob b")
                + unit.text("SELECT string_agg(c::text, '|' ORDER BY id) FROM cell c");
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

    /** Claims a new run and records that its first attempt has begun. */
    private Importing begin() {
        return begin(journal, leases);
    }

    private Importing begin(Journal recorder, Leases claimer) {
        return begin(accept(cell("begun")), recorder, claimer);
    }

    private Importing begin(Accepted accepted, Journal recorder, Leases claimer) {
        assertThat(claim(claimer)).isEqualTo(accepted);
        Importing importing = accepted.toImporting(1000);
        recorder.record(importing);
        return importing;
    }

    private static Startable claim(Leases claimer) {
        return claimer.claim(List.of()).orElseThrow().state();
    }

    private static Startable assertClaimed(Leases claimer, ImportState run, int failures) {
        Claim claim = claimer.claim(List.of()).orElseThrow();
        assertThat(claim.state().run()).isEqualTo(run.run());
        assertThat(claim.failures()).isEqualTo(failures);
        return claim.state();
    }

    private static List<Leases.Executing> executing(Importing run) {
        return List.of(new Leases.Executing(run, Duration.ZERO));
    }

    private boolean renew(Importing run) {
        return leases.renew(executing(run)).contains(run.run().number());
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
