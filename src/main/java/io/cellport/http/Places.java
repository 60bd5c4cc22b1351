package io.cellport.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how much is under way at a time, in all and of one cell, so that four cells are needed to fill all places.
 * Safe for several threads.
 */
final class Places {

    private static final int CELLS_TO_FILL_IT = 4;

    private final int most;

    private final AtomicInteger taken = new AtomicInteger();

    private final Map<String, Integer> byCell = new ConcurrentHashMap<>();

    private final Promise<Void> empty = Promise.promise();

    private volatile boolean closing;

    /** @param most the number of places */
    Places(int most) {
        this.most = most;
    }

    /** Takes a place, which has to be left once; false if there is none, and then nothing is to be left. */
    boolean enter(String cellId) {
        int ofCell = byCell.merge(cellId, 1, Integer::sum);
        if (taken.incrementAndGet() > most || ofCell > most / CELLS_TO_FILL_IT) {
            leave(cellId);
            return false;
        }
        return true;
    }

    void leave(String cellId) {
        if (taken.decrementAndGet() == 0 && closing) {
            empty.tryComplete();
        }
        byCell.computeIfPresent(cellId, (id, count) -> count == 1 ? null : count - 1);
    }

    /** Completes as soon as no place is taken. */
    Future<Void> whenEmpty() {
        closing = true;
        if (taken.get() == 0) {
            empty.tryComplete();
        }
        return empty.future();
    }
}
