package io.cellport.storage.pages;

/** Whole numbers in pages, the highest byte first. Stateless. */
final class PageBytes {

    /** The length of a page. */
    static final int SIZE = 8192;

    private PageBytes() {}

    static void putShort(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    static void putInt(byte[] bytes, int at, long value) {
        putShort(bytes, at, (int) (value >>> 16));
        putShort(bytes, at + 2, (int) value);
    }

    static int getShort(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    static long getInt(byte[] bytes, int at) {
        return ((bytes[at] & 0xffL) << 24)
                | ((bytes[at + 1] & 0xffL) << 16)
                | ((bytes[at + 2] & 0xffL) << 8)
                | (bytes[at + 3] & 0xffL);
    }
}
