package io.cellport.storage.pages;

/**
 * Takes sorted keys one after the other. For one thread.
 *
 * @param <E> what it may throw, which is passed on
 */
@FunctionalInterface
public interface KeyConsumer<E extends Exception> {

    /**
     * Called before an array is made of the next key; what it throws is passed on.
     *
     * @param bytes of the key
     */
    default void announce(int bytes) {}

    /**
     * Takes the next key.
     *
     * @param key those of equal keys come in the order of their numbers
     */
    void accept(byte[] key, long row) throws E;
}
