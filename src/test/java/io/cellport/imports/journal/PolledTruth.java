package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was true at each moment of a history, and what polls were told. A poll must be told what was true at some moment
 * between its question and its answer. Above all, a run that a client knew of when it asked must not be told as ended
 * while it is active. For one thread.
 */
final class PolledTruth {

    private final Map<String, List<String>> truths = new HashMap<>();
    private final Map<Long, String> active = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private Counts counts = Counts.NONE;

    /**
     * A poll that was sent.
     *
     * @param sentAfter number of truths before
     * @param known the active runs of the cell of whose acceptance a client had been told
     */
    record Poll(String cellId, int sentAfter, Set<Long> known) {}

    /**
     * Numbers of answers.
     *
     * @param all answers that were no errors
     * @param duringKnownRuns those while a run was active that a client knew of when it asked
     * @param falseEnds those of these that told that no run is active
     * @param untrue those that told what was true at no moment between question and answer
     */
    record Counts(int all, int duringKnownRuns, int falseEnds, int untrue) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    all + other.all,
                    duringKnownRuns + other.duringKnownRuns,
                    falseEnds + other.falseEnds,
                    untrue + other.untrue);
        }
    }

    /** A state of a run is committed, and from now on {@code standing} is true of its cell. */
    void commit(ImportState state, Optional<Standing> standing) {
        String cellId = state.run().cellId();
        truths(cellId).add(words(standing.map(DecidedStatus::of)));
        if (state instanceof Active && DryRun.decidesStatus(state.run().validateOnly())) {
            active.put(state.run().number(), cellId);
        } else {
            active.remove(state.run().number());
        }
    }

    /** A client was told that a run is accepted. */
    void accepted(long run) {
        accepted.add(run);
    }

    Poll send(String cellId) {
        Set<Long> known = new HashSet<>(accepted);
        known.removeIf(run -> !cellId.equals(active.get(run)));
        return new Poll(cellId, truths(cellId).size() - 1, known);
    }

    void answer(Poll poll, Optional<DecidedStatus> told) {
        boolean isDuringKnownRun = poll.known().stream().anyMatch(active::containsKey);
        boolean isTold = told.isPresent() && told.get().status().isActive();
        List<String> truths = truths(poll.cellId());
        boolean wasTrue = truths.subList(poll.sentAfter(), truths.size()).contains(words(told));
        counts = counts.plus(
                new Counts(1, isDuringKnownRun ? 1 : 0, isDuringKnownRun && !isTold ? 1 : 0, wasTrue ? 0 : 1));
    }

    private List<String> truths(String cellId) {
        return truths.computeIfAbsent(cellId, unknown -> new ArrayList<>(List.of(words(Optional.empty()))));
    }

    private static String words(Optional<DecidedStatus> decided) {
        return decided.map(status -> status.run() + " " + status.status().phase())
                .orElse("none");
    }

    Counts counts() {
        return counts;
    }
}
