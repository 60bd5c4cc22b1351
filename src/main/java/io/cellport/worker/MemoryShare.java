package io.cellport.worker;

import io.cellport.worker.MemoryBudget.Waiting;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory that one task has taken from the unit's {@link MemoryBudget}. Two tasks that each hold some and ask for
 * more could wait for each other, so a task gives back what it can before it asks. Blocks; safe for several threads.
 */
public final class MemoryShare implements AutoCloseable {

    private final MemoryBudget budget;
    private final Waiting waiter;
    private final Set<Grant> open = ConcurrentHashMap.newKeySet();

    /** A share of one task; closing it gives everything back. */
    public MemoryShare(MemoryBudget budget, Waiting waiter) {
        this.budget = budget;
        this.waiter = waiter;
    }

    /** Most bytes that can be taken; refuse work that needs more. */
    public long most() {
        return budget.total();
    }

    /**
     * Takes memory, and waits until it is free.
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

    /** Work that needs memory. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does work that needs {@code bytes} of memory until it ends; see {@link #take}. */
    public <T, E extends Exception> T during(long bytes, Work<T, E> work) throws E {
        Grant grant = take(bytes);
        try {
            return work.run();
        } finally {
            grant.close();
        }
    }

    /** Gives back all memory that was not given back before. */
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
