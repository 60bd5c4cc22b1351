package io.cellport.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how much is under way at a time, in all and of one cell, so that four cells are needed to fill all places. Who
 * is alone may have as many as he likes. Safe for several threads.
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
        return enter(cellId, 1, 0);
    }

    /**
     * The same for several places at once.
     *
     * @param before how many whoever asks has already
     */
    boolean enter(String cellId, int count, int before) {
        int own = before + count;
        int ofCell = byCell.merge(cellId, count, Integer::sum);
        int ofAll = taken.addAndGet(count);
        if (isTooMany(ofAll, most, own) || isTooMany(ofCell, most / CELLS_TO_FILL_IT, own)) {
            leave(cellId, count);
            return false;
        }
        return true;
    }

    private static boolean isTooMany(int now, int allowed, int own) {
        return now > allowed && now != own;
    }

    void leave(String cellId) {
        leave(cellId, 1);
    }

    void leave(String cellId, int count) {
        if (taken.addAndGet(-count) == 0 && closing) {
            empty.tryComplete();
        }
        byCell.computeIfPresent(cellId, (id, before) -> before == count ? null : before - count);
    }

    int taken() {
        return taken.get();
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
