package io.cellport.storage.pages;

/** How much of a value stands in its cell; the rest is in pages of its own. Stateless. */
final class Cells {

    static final int MOST_IN_TABLE = PageBytes.SIZE - 35;
    static final int MOST_IN_INDEX = (PageBytes.SIZE - 12) * 64 / 255 - 23;

    private Cells() {}

    /** Bytes of a value of this length that stand in the cell. */
    static int local(int length, int most) {
        return local(length, most, PageBytes.SIZE);
    }

    /** The same in a file of other pages, of which so many bytes can be used. */
    static int local(int length, int most, int pageBytes) {
        if (length <= most) {
            return length;
        }
        int least = (pageBytes - 12) * 32 / 255 - 23;
        int local = least + (length - least) % (pageBytes - 4);
        return local <= most ? local : least;
    }
}
