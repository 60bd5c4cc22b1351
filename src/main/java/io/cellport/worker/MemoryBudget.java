package io.cellport.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that a unit lends to work that needs much memory and knows how much: long lines, JSON trees, indexes of
 * archives, password hashes. Without a budget the need would be multiplied by the number of threads. Requests that do
 * not fit wait, in their order. There is one budget in a process. Blocks; safe for several threads.
 */
public final class MemoryBudget {

    /** Eighths of the heap; the rest is for everything small, and for the garbage collector to work in. */
    private static final int EIGHTHS_OF_HEAP = 5;

    private static final long POLL_MILLIS = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final long total;
    private long free;

    /** @param total bytes of the budget */
    public MemoryBudget(long total) {
        this.total = total;
        this.free = total;
    }

    /** The budget of this process, derived from the largest heap that it may have. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 8 * EIGHTHS_OF_HEAP);
    }

    /** Most bytes that a single task can take. */
    public long total() {
        return total;
    }

    /** Bytes that no task has taken. */
    public long free() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Called again and again while a task waits for memory; what it throws ends the waiting. */
    @FunctionalInterface
    public interface Waiting {
        /** Called about every 50 ms with the time waited so far. */
        void check(long waitedNanos);
    }

    void take(long bytes, Waiting waiter) {
        if (bytes > total) {
            throw new IllegalArgumentException(bytes + " bytes are more than the whole budget");
        }
        lock.lock();
        Object turn = new Object();
        waiting.add(turn);
        try {
            long start = System.nanoTime();
            while (waiting.peek() != turn || free < bytes) {
                waiter.check(System.nanoTime() - start);
                changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            free -= bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for memory");
        } finally {
            waiting.remove(turn);
            changed.signalAll();
            lock.unlock();
        }
    }

    void giveBack(long bytes) {
        lock.lock();
        try {
            free += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
