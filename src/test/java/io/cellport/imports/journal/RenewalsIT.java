package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Leases.Claim;
import io.cellport.imports.journal.Leases.Executing;
import io.cellport.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others learn from the renewal of a lease, and what they do while there was none. */
class RenewalsIT implements FilledJournal {

    private static final Duration MORE_THAN_A_LEASE = ClusteredJournal.LEASE.plusMillis(1);

    private final ClusteredJournal unit = new ClusteredJournal();

    private final Leases leases = unit.leases("node1", "boot1");
    private final Journal journal = unit.journal("node1", "boot1");

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void afterAnOutageTheOwnerOfARunRenewsItBeforeOthersTakeItOver() {
        AtomicLong nanos = new AtomicLong();
        Leases outside =
                new PostgresLeases(unit.database, new Owner("node3", "boot3"), ClusteredJournal.LEASE, nanos::get);
        Importing importing = begin();
        unit.pass(MORE_THAN_A_LEASE);
        unit.sql.change("ALTER FUNCTION renew_imports RENAME TO gone");
        assertThatThrownBy(() -> outside.renew(List.of())).isInstanceOf(StoreException.class);
        unit.sql.change("ALTER FUNCTION gone RENAME TO renew_imports");

        assertThat(outside.claim(List.of())).isEmpty();
        Accepted waiting = accept(cell("cell1"));
        assertThat(outside.claim(List.of())).contains(new Claim(waiting, 0));
        assertThat(leases.renew(List.of(new Executing(importing, Duration.ZERO))))
                .isNotEmpty();

        unit.pass(MORE_THAN_A_LEASE);
        assertThat(outside.claim(List.of(waiting.run().number()))).isEmpty();
        nanos.addAndGet(ClusteredJournal.LEASE.toNanos());
        assertThat(outside.claim(List.of(waiting.run().number()))).isPresent();
    }

    @Test
    void aRenewalTellsWhenTheRunGaveItsLastSignOfLife() {
        Importing importing = begin();
        Instant begun = recordedAt(importing);
        unit.pass(Duration.ofSeconds(100));

        leases.renew(List.of(new Executing(importing, Duration.ofSeconds(30))));
        assertThat(recordedAt(importing)).isEqualTo(begun.plusSeconds(70));

        leases.renew(List.of(new Executing(importing, Duration.ofSeconds(1_000))));
        assertThat(recordedAt(importing)).isEqualTo(begun.plusSeconds(70));
    }

    private Instant recordedAt(Importing run) {
        return journal.record(run.run().cellId(), run.run().importId())
                .orElseThrow()
                .recordedAt();
    }

    private Importing begin() {
        Accepted accepted = accept(cell("begun"));
        assertThat(leases.claim(List.of())).contains(new Claim(accepted, 0));
        Importing importing = accepted.toImporting(1000);
        journal.record(importing);
        return importing;
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }
}
