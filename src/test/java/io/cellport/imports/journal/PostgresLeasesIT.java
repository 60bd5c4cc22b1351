package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.Together;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Leases.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who executes a run, and for how long. */
class PostgresLeasesIT extends LeasedRuns {

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
        unit.sql.call("see_node('node2', 'boot2', '', 0)");
        begin(othersJournal, others);
        accept(cell("cell1"));
        unit.pass(MORE_THAN_A_LEASE);
        unit.sql.call("see_node('node2', 'boot3', '', 0)");
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
}
