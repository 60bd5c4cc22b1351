package io.cellport.imports.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of whose acceptance somebody was told. Such a run is certainly active until somebody begins to record an end
 * of it, and again after all such attempts were refused. Safe for several threads.
 */
final class KnownRuns {

    private final Map<String, Long> newest = new HashMap<>();
    private final Map<Long, Ends> ends = new HashMap<>();

    /** Ends of a run that somebody has begun to record, or has recorded; and how many were refused. */
    private record Ends(int begun, int refused) {

        static final Ends NONE = new Ends(0, 0);
    }

    /**
     * That a run is active. If it is the same at two times, the run was active all the time between.
     *
     * @param refusedEnds how often somebody has tried in vain to end it
     */
    record Certainty(long run, int refusedEnds) {}

    synchronized void accepted(ImportRun run) {
        newest.merge(run.cellId(), run.number(), Math::max);
    }

    /** Call it before an end is recorded. */
    synchronized void ending(ImportRun run) {
        Ends known = ends(run.number());
        ends.put(run.number(), new Ends(known.begun() + 1, known.refused()));
    }

    synchronized void endWasRefused(ImportRun run) {
        Ends known = ends(run.number());
        ends.put(run.number(), new Ends(known.begun(), known.refused() + 1));
    }

    synchronized Optional<Certainty> of(String cellId) {
        return Optional.ofNullable(newest.get(cellId))
                .filter(run -> ends(run).begun() == ends(run).refused())
                .map(run -> new Certainty(run, ends(run).refused()));
    }

    private Ends ends(long run) {
        return ends.getOrDefault(run, Ends.NONE);
    }
}
