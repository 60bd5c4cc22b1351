package io.cellport.storage.pages;

import java.util.List;

/** Several sorted runs as one: a heap whose top is the run with the least entry. Blocks; for one thread. */
final class Merge {

    private final RunCursor[] heap;
    private int size;

    Merge(List<RunCursor> runs) {
        heap = runs.toArray(RunCursor[]::new);
        for (RunCursor run : heap) {
            if (run.begin()) {
                heap[size++] = run;
            }
        }
        for (int i = size / 2; i >= 0; i--) {
            sink(i);
        }
    }

    <E extends Exception> void forEach(KeyConsumer<E> consumer) throws E {
        for (; isThere(); next()) {
            consumer.announce(keyBytes());
            consumer.accept(key(), row());
        }
    }

    /** Whether there is a least entry; it is the one of which the other methods tell. */
    boolean isThere() {
        return size > 0;
    }

    int keyBytes() {
        return heap[0].length();
    }

    byte[] key() {
        return heap[0].key();
    }

    long row() {
        return heap[0].row();
    }

    /** Goes to the next entry. */
    void next() {
        if (!heap[0].next()) {
            heap[0] = heap[--size];
        }
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isLess(child + 1, child)) {
                child++;
            }
            if (!isLess(child, at)) {
                return;
            }
            RunCursor swapped = heap[at];
            heap[at] = heap[child];
            heap[child] = swapped;
            at = child;
        }
    }

    private boolean isLess(int one, int other) {
        return heap[one].compare(heap[other]) < 0;
    }
}
