package io.cellport.storage.pages;

import java.util.Arrays;

/** The values of one row, as SQLite stores them. One object is used for all rows. For one thread. */
public final class RowValues {

    private static final int MOST_COLUMNS = 8;

    /** A longer buffer is not kept after its record was used. */
    private static final int KEPT_BYTES = 256 << 10;

    private static final byte[] NONE = {};

    private final long[] types = new long[MOST_COLUMNS];
    private final byte[][] values = new byte[MOST_COLUMNS][];
    private final int[] begins = new int[MOST_COLUMNS];
    private final int[] sizes = new int[MOST_COLUMNS];
    private final byte[] integer = new byte[Long.BYTES];
    private int columns;
    private byte[] bytes = new byte[1024];
    private int length;

    /** Begins a new record. */
    public RowValues start() {
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

    /** Puts the values together. */
    RowValues end() {
        int header = 0;
        int body = 0;
        for (int i = 0; i < columns; i++) {
            header += Varint.size(types[i]);
            body += sizes[i];
        }
        header += header < 127 ? 1 : 2;
        length = header + body;
        if (bytes.length < length || bytes.length > Math.max(KEPT_BYTES, length)) {
            bytes = new byte[Math.max(1024, length)];
        }
        int at = Varint.put(bytes, 0, header);
        for (int i = 0; i < columns; i++) {
            at = Varint.put(bytes, at, types[i]);
        }
        for (int i = 0; i < columns; i++) {
            System.arraycopy(values[i], begins[i], bytes, at, sizes[i]);
            at += sizes[i];
        }
        Arrays.fill(values, 0, columns, NONE);
        return this;
    }

    /** Frees what a long record has left. */
    public void trim() {
        if (bytes.length > KEPT_BYTES) {
            bytes = NONE;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
