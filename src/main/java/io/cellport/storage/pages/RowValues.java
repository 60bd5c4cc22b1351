package io.cellport.storage.pages;

import java.util.Arrays;

/**
 * The values of one row, as SQLite stores them: a header, and then one value behind the other. They are copied from
 * where they are to the places that they get in pages. One object is used for all rows. For one thread.
 */
public final class RowValues {

    private static final int MOST_COLUMNS = 8;

    /** The length of the header and up to nine bytes for each column. */
    private static final int MOST_HEADER_BYTES = 2 + 9 * MOST_COLUMNS;

    private static final byte[] NONE = {};

    private final long[] types = new long[MOST_COLUMNS];
    private final byte[][] values = new byte[MOST_COLUMNS][];
    private final int[] begins = new int[MOST_COLUMNS];
    private final int[] sizes = new int[MOST_COLUMNS];
    private final byte[] integer = new byte[Long.BYTES];
    private final byte[] header = new byte[MOST_HEADER_BYTES];
    private int columns;
    private int headerBytes;
    private int length;

    /** Begins a new record. */
    public RowValues start() {
        Arrays.fill(values, 0, columns, NONE);
        columns = 0;
        return this;
    }

    /** A text in UTF-8. */
    public RowValues text(byte[] utf8) {
        return text(utf8, 0, utf8.length);
    }

    /** A text in UTF-8 that is a part of these bytes. */
    public RowValues text(byte[] utf8, int from, int to) {
        return add(2L * (to - from) + 13, utf8, from, to - from);
    }

    public RowValues blob(byte[] blob) {
        return add(2L * blob.length + 12, blob, 0, blob.length);
    }

    /** NULL, which also stands for the number of the row. */
    public RowValues none() {
        return add(0, NONE, 0, 0);
    }

    /** A number from 0, in six bytes at most; one of them only in each record. */
    public RowValues integer(long value) {
        int size = value < 2
                ? 0
                : value < 1 << 7 ? 1 : value < 1 << 15 ? 2 : value < 1 << 23 ? 3 : value < 1L << 31 ? 4 : 6;
        for (int i = 0; i < size; i++) {
            integer[i] = (byte) (value >>> (8 * (size - 1 - i)));
        }
        return add(size == 0 ? 8 + value : size == 6 ? 5 : size, integer, 0, size);
    }

    private RowValues add(long type, byte[] value, int begin, int size) {
        types[columns] = type;
        begins[columns] = begin;
        sizes[columns] = size;
        values[columns++] = value;
        return this;
    }

    /** Makes the header; nothing is added afterwards. */
    RowValues end() {
        headerBytes = 0;
        length = 0;
        for (int i = 0; i < columns; i++) {
            headerBytes += Varint.size(types[i]);
            length += sizes[i];
        }
        headerBytes += headerBytes < 127 ? 1 : 2;
        length += headerBytes;
        int at = Varint.put(header, 0, headerBytes);
        for (int i = 0; i < columns; i++) {
            at = Varint.put(header, at, types[i]);
        }
        return this;
    }

    /** Lets go of the values. */
    public void trim() {
        start();
    }

    int length() {
        return length;
    }

    /** Copies the bytes of the record from one position to another. */
    void copy(int from, int to, byte[] target, int at) {
        int begin = copy(header, 0, headerBytes, 0, from, to, target, at);
        for (int i = 0; i < columns && begin < to; i++) {
            begin = copy(values[i], begins[i], sizes[i], begin, from, to, target, at);
        }
    }

    /** Copies what is wanted of a part that begins at this position of the record, and returns where it ends. */
    private static int copy(
            byte[] part, int partBegin, int size, int begin, int from, int to, byte[] target, int targetAt) {
        int first = Math.max(begin, from);
        int end = Math.min(begin + size, to);
        if (first < end) {
            System.arraycopy(part, partBegin + first - begin, target, targetAt + first - from, end - first);
        }
        return begin + size;
    }
}
