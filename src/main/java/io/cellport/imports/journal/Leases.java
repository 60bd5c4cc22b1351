package io.cellport.imports.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Shares the runs of a unit between several processes: a process executes only what it has claimed, and keeps a run as
 * long as it renews its lease. Once another process has claimed the run, the journal refuses whatever this one records
 * ({@link LostRunException}). Storage failures are those of the {@link Journal}. Blocks; safe for several threads.
 */
public interface Leases {

    /**
     * Claims a run that waits, or whose process gives no sign of life: first those that this node began in an earlier
     * process, then the oldest. After an outage of the store, whoever lives gets time to renew before others take over.
     *
     * @param executing numbers of the runs that this process still executes; it gets none of them
     */
    Optional<Claim> claim(Collection<Long> executing);

    /**
     * Renews the leases of runs and stores how far they are, and when they gave their last sign of life.
     *
     * @return numbers of those that are still this process's and have not ended; the others must be stopped
     */
    Set<Long> renew(Collection<Executing> runs);

    /** Gives back a run of this process that it cannot execute now, so that another one can claim it at once. */
    void release(long number);

    /** Gives back all runs of this process, so that others can claim them at once. */
    void releaseAll();

    /**
     * A run that this process executes.
     *
     * @param silence time since its thread gave a sign of life
     */
    record Executing(ImportState.Active state, Duration silence) {}

    /**
     * A run for this process.
     *
     * @param state what its next attempt begins from
     * @param failures how many attempts ended because their process gave no sign of life
     */
    record Claim(ImportState.Startable state, int failures) {}
}
