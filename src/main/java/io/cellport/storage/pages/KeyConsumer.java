package io.cellport.storage.pages;

/**
 * Takes sorted keys one after the other. For one thread.
 *
 * @param <E> what it may throw, which is passed on
 */
@FunctionalInterface
public interface KeyConsumer<E extends Exception> {

    /**
     * Takes the next key.
     *
     * @param key those of equal keys come in the order of their numbers
     */
    void accept(byte[] key, long row) throws E;
}
