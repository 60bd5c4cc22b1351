package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.Leases.Claim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Two processes that claim the runs of a unit. */
abstract class LeasedRuns implements FilledJournal {

    static final Duration MORE_THAN_A_LEASE = ClusteredJournal.LEASE.plusMillis(1);

    final ClusteredJournal unit = new ClusteredJournal();
    final Leases leases = unit.leases("node1", "boot1");
    final Journal journal = unit.journal("node1", "boot1");
    final Leases others = unit.leases("node2", "boot2");
    final Journal othersJournal = unit.journal("node2", "boot2");

    @AfterEach
    void close() {
        unit.close();
    }

    /** Claims a new run and records that its first attempt has begun. */
    Importing begin() {
        return begin(journal, leases);
    }

    Importing begin(Journal recorder, Leases claimer) {
        return begin(accept(cell("begun")), recorder, claimer);
    }

    Importing begin(Accepted accepted, Journal recorder, Leases claimer) {
        assertThat(claim(claimer)).isEqualTo(accepted);
        Importing importing = accepted.toImporting(1000);
        recorder.record(importing);
        return importing;
    }

    static Startable claim(Leases claimer) {
        return claimer.claim(List.of()).orElseThrow().state();
    }

    static Startable assertClaimed(Leases claimer, ImportState run, int failures) {
        Claim claim = claimer.claim(List.of()).orElseThrow();
        assertThat(claim.state().run()).isEqualTo(run.run());
        assertThat(claim.failures()).isEqualTo(failures);
        return claim.state();
    }

    static List<Leases.Executing> executing(Importing run) {
        return List.of(new Leases.Executing(run, Duration.ZERO));
    }

    boolean renew(Importing run) {
        return leases.renew(executing(run)).contains(run.run().number());
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
