package io.cellport.cell.generation;

/** What a content needs from whoever opened it, from its first read to its end. Safe for several threads. */
@FunctionalInterface
public interface GenerationUse {

    /**
     * Called before the first read; what it throws is passed on, and it is called again before the next one. Blocks.
     */
    default void begin() {}

    /** Ends it, if that can be done without blocking; otherwise {@link #end} has to be called. Does not block. */
    default boolean endAtOnce() {
        return false;
    }

    /** Ends it. Blocks. */
    void end();
}
