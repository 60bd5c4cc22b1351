package io.cellport.storage.pages;

/** Whole numbers of one to nine bytes as SQLite stores them: seven bits a byte, the highest first. Stateless. */
final class Varint {

    private Varint() {}

    /** Bytes that a number takes; negative ones are not needed here. */
    static int size(long value) {
        int size = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    /** Stores a number of less than 57 bits and returns where it ends. */
    static int put(byte[] bytes, int at, long value) {
        if (value < 0x80) {
            bytes[at] = (byte) value;
            return at + 1;
        }
        int end = at + size(value);
        long rest = value;
        for (int i = end - 1; i >= at; i--) {
            bytes[i] = (byte) (i == end - 1 ? rest & 0x7f : (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return end;
    }
}
