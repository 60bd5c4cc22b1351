package io.cellport.storage.pages;

import java.util.Arrays;

/** How many bytes all keys begin with. What follows them decides most comparisons. For one thread. */
final class CommonPrefix {

    /** The beginning of a long key is always in memory, but not all of it. */
    static final int MOST_BYTES = 256;

    private byte[] bytes = {};
    private int length = -1;

    /** Of sorted keys it need be told the first and the last one only. */
    void add(byte[] key, int from, int size) {
        int end = from + Math.min(size, MOST_BYTES);
        if (length < 0) {
            bytes = Arrays.copyOfRange(key, from, end);
            length = bytes.length;
            return;
        }
        int differs = Arrays.mismatch(bytes, 0, length, key, from, end);
        length = differs < 0 ? length : differs;
    }

    int length() {
        return Math.max(0, length);
    }
}
