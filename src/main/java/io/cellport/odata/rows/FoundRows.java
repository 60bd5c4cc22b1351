package io.cellport.odata.rows;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * The rows that were found, in order. In memory are short ones at the beginning, which have been read, and the numbers
 * of the others; these are read as they are asked for, a few at a time, and no connection is kept in between: a slow
 * client costs nobody else anything. Blocks; for one thread.
 */
public final class FoundRows implements Iterator<StoredEntity> {

    /** Rows that are read together, and the bytes at which reading stops. */
    private static final int BATCH = 32;

    private static final long BATCH_BYTES = 128 << 10;

    private final CellGeneration generation;
    private final Deque<StoredEntity> ready;
    private final long[] numbers;
    private final int size;
    private final OptionalLong count;
    private int read;

    FoundRows(CellGeneration generation, Found found) {
        this.generation = generation;
        this.ready = new ArrayDeque<>(found.read());
        this.numbers = found.numbers().stream().mapToLong(Long::longValue).toArray();
        this.size = found.size();
        this.count = found.count();
    }

    /** Number of rows that this has from first to last. */
    public int size() {
        return size;
    }

    /** Number of rows before {@code top} and {@code skip}, if the query asked for it. */
    public OptionalLong count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || read < numbers.length;
    }

    @Override
    public StoredEntity next() {
        if (ready.isEmpty()) {
            if (read == numbers.length) {
                throw new NoSuchElementException();
            }
            List<Long> next = Arrays.stream(numbers, read, Math.min(read + BATCH, numbers.length))
                    .boxed()
                    .toList();
            ready.addAll(generation.rows(next, BATCH_BYTES));
            read += ready.size();
        }
        return ready.remove();
    }
}
