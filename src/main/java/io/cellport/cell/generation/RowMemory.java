package io.cellport.cell.generation;

/** Lends memory to who reads long rows. Blocks; for one thread. */
@FunctionalInterface
public interface RowMemory {

    /** Rows up to this size are read without asking. */
    int FREE_BYTES = 256 << 10;

    /** Lends whatever is asked for. */
    RowMemory UNLIMITED = bytes -> {};

    /**
     * Called before a row, or a value of it, is read that is longer than {@link #FREE_BYTES}. Waits until there is
     * memory.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0001} if there is none; then the row is not read
     */
    void need(long bytes);
}
