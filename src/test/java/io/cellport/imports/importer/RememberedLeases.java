package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Leases;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Leases in memory, for the only process that there is. It can be forbidden to claim. Safe for several threads. */
final class RememberedLeases implements Leases {

    private final Set<Long> released = new HashSet<>();
    private Set<Long> excluded = Set.of();
    private boolean forbidden;
    private Runnable onClaim = () -> {};
    private Journal journal;

    /** Leases on the runs of a journal. */
    synchronized Leases of(Journal shared) {
        journal = shared;
        return this;
    }

    /** From now on there is nothing to be claimed. */
    synchronized void forbid() {
        forbidden = true;
    }

    synchronized void allow() {
        forbidden = false;
    }

    /** What is done at each claim. */
    synchronized void onClaim(Runnable action) {
        onClaim = action;
    }

    /** Runs that were given back one by one. */
    synchronized Set<Long> released() {
        return Set.copyOf(released);
    }

    /** Runs that the process did not want at its last claim. */
    synchronized Set<Long> excluded() {
        return excluded;
    }

    @Override
    public synchronized Optional<Claim> claim(Collection<Long> executing) {
        onClaim.run();
        excluded = Set.copyOf(executing);
        return journal.active().stream()
                .filter(state -> !forbidden && !excluded.contains(number(state)))
                .map(state -> new Claim((Startable) state, 0))
                .findFirst();
    }

    private static long number(ImportState state) {
        return state.run().number();
    }

    @Override
    public Set<Long> renew(Collection<Executing> runs) {
        return runs.stream().map(run -> number(run.state())).collect(Collectors.toSet());
    }

    @Override
    public synchronized void release(long number) {
        released.add(number);
    }

    @Override
    public void releaseAll() {}
}
