package io.cellport.worker;

import io.cellport.worker.MemoryBudget.Waiting;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one task has taken of the unit's {@link MemoryBudget}. A task that asks for more while it holds some may wait for
 * another one that does the same, so it gives back first what it can. Safe for several threads.
 */
public final class MemoryShare implements AutoCloseable {

    private final MemoryBudget budget;
    private final Waiting waiter;
    private final Set<Grant> open = ConcurrentHashMap.newKeySet();

    /** What one task takes of the budget; closing it gives everything back. */
    public MemoryShare(MemoryBudget budget, Waiting waiter) {
        this.budget = budget;
        this.waiter = waiter;
    }

    /** Bytes that can be had at most; who needs more is to be refused. */
    public long most() {
        return budget.total();
    }

    /**
     * Takes that many bytes, waiting until they are free.
     *
     * @param bytes at most {@link #most}; 0 never waits
     */
    public Grant take(long bytes) {
        if (bytes > 0) {
            budget.take(bytes, waiter);
        }
        Grant grant = new Grant(bytes);
        open.add(grant);
        return grant;
    }

    /** What is done with memory. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does work that takes that many bytes while it lasts; see {@link #take}. */
    public <T, E extends Exception> T during(long bytes, Work<T, E> work) throws E {
        Grant grant = take(bytes);
        try {
            return work.run();
        } finally {
            grant.close();
        }
    }

    /** Gives back whatever was not given back before. */
    @Override
    public void close() {
        open.forEach(Grant::close);
    }

    /** Memory that was taken; may be closed more than once, by any thread. */
    public final class Grant implements AutoCloseable {

        private final long bytes;

        private Grant(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                budget.giveBack(bytes);
            }
        }
    }
}
