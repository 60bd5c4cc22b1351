package io.cellport.odata.rows;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * The rows that were found, in order. Only their numbers are in memory; the rows themselves are read as they are asked
 * for, a few at a time, and no connection is kept in between: a slow client costs nobody else anything. Blocks; for one
 * thread.
 */
public final class FoundRows implements Iterator<StoredEntity> {

    /** Rows that are read together, and the bytes at which reading stops. */
    private static final int BATCH = 32;

    private static final long BATCH_BYTES = 256 << 10;

    private final CellGeneration generation;
    private final List<Long> numbers;
    private final OptionalLong count;
    private final Deque<StoredEntity> ready = new ArrayDeque<>();
    private int read;

    FoundRows(CellGeneration generation, List<Long> numbers, OptionalLong count) {
        this.generation = generation;
        this.numbers = List.copyOf(numbers);
        this.count = count;
    }

    /** Number of rows that this has from first to last. */
    public int size() {
        return numbers.size();
    }

    /** Number of rows before {@code top} and {@code skip}, if the query asked for it. */
    public OptionalLong count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || read < numbers.size();
    }

    @Override
    public StoredEntity next() {
        if (ready.isEmpty()) {
            if (read == numbers.size()) {
                throw new NoSuchElementException();
            }
            ready.addAll(generation.rows(numbers.subList(read, Math.min(read + BATCH, numbers.size())), BATCH_BYTES));
            read += ready.size();
        }
        return ready.remove();
    }
}
