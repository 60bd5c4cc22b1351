package io.cellport.storage.pages;

/** Takes sorted keys one after the other. For one thread. */
@FunctionalInterface
public interface KeyConsumer {

    /**
     * Takes the next key.
     *
     * @param key those of equal keys come in the order of their numbers
     */
    void accept(byte[] key, long row);
}
