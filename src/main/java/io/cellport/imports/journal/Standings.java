package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which state decides the status of each cell, worked out from states of runs that come in any order, more than once
 * and with gaps. Nothing but the states is needed for that: a run goes from active to ended, from completed to failed,
 * and never back, and a cell has one active run at most. Does not block. Safe for several threads.
 */
public final class Standings {

    private final Map<String, Runs> cells = new ConcurrentHashMap<>();

    /**
     * What is known of the runs of one cell.
     *
     * @param endedThrough the highest number of a run that is known to have ended
     * @param active the active run, which has a higher number
     * @param ended what the newest completed or failed run decides: it remains if the active run is cancelled
     */
    private record Runs(
            long endedThrough,
            @Nullable Active active,
            @Nullable DecidedStatus ended) {

        static final Runs NONE = new Runs(0, null, null);

        Runs with(ImportState state) {
            if (state instanceof Active other) {
                return with(other);
            }
            long through = Math.max(endedThrough, state.run().number());
            DecidedStatus newest = state instanceof Standing other && isNewer(other) ? DecidedStatus.of(other) : ended;
            return new Runs(through, stillActive(active, through), newest);
        }

        private Runs with(Active other) {
            long through = Math.max(endedThrough, other.run().number() - 1);
            Active newest = active == null || isAhead(other, active) ? other : active;
            return new Runs(through, stillActive(newest, through), ended);
        }

        private static @Nullable Active stillActive(@Nullable Active run, long endedThrough) {
            return run == null || run.run().number() <= endedThrough ? null : run;
        }

        private static boolean isAhead(Active one, Active other) {
            long runs = one.run().number() - other.run().number();
            int attempts = one.run().attempt() - other.run().attempt();
            long bytes = one.progress().doneBytes() - other.progress().doneBytes();
            return runs > 0 || (runs == 0 && (attempts > 0 || (attempts == 0 && bytes >= 0)));
        }

        /** A completed run becomes failed when its content turns out to be damaged. */
        private boolean isNewer(Standing other) {
            return ended == null
                    || other.run().number() > ended.run()
                    || (other.run().number() == ended.run() && other instanceof Failed);
        }
    }

    /** Takes a state of a run; it may be known already, or be older than what is known. */
    public void apply(ImportState state) {
        if (DryRun.decidesStatus(state.run().validateOnly())) {
            cells.compute(state.run().cellId(), (id, known) -> (known == null ? Runs.NONE : known).with(state));
        }
    }

    /** Forgets a cell that was deleted. Its states must not come again. */
    public void drop(String cellId) {
        cells.remove(cellId);
    }

    /** The status of a cell, as its active run decides it, else its newest completed or failed one. */
    public Optional<DecidedStatus> of(String cellId) {
        Runs known = cells.getOrDefault(cellId, Runs.NONE);
        return Optional.ofNullable(known.active() == null ? known.ended() : DecidedStatus.of(known.active()));
    }

    /** The active run of a cell. */
    Optional<Active> active(String cellId) {
        return Optional.ofNullable(cells.getOrDefault(cellId, Runs.NONE).active());
    }

    /** Number of cells of which something is kept. */
    int size() {
        return cells.size();
    }
}
