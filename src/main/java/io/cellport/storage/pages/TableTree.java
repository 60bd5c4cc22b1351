package io.cellport.storage.pages;

import java.util.Arrays;

/** Appends the pages above the leaves of a table. Blocks; for one thread. */
public final class TableTree {

    /** A cell has the number of a page and that of a row: 4 and 9 bytes, and 2 for its place. */
    private static final int MOST_CHILDREN = 500;

    private final PageFile file;

    public TableTree(PageFile file) {
        this.file = file;
    }

    /** Gives the leaves one after the other. */
    @FunctionalInterface
    public interface Leaves {

        /** Goes to the next leaf: its page, and then the number of its last row. */
        long[] next();
    }

    /** Returns the number of the topmost page. */
    public long build(long count, Leaves leaves) {
        if (count == 0) {
            return new Page(Page.TABLE_LEAF).appendTo(file, 0);
        }
        if (count == 1) {
            return leaves.next()[0];
        }
        long[][] parents = level(count, leaves);
        return build(parents.length, iterator(parents));
    }

    private static Leaves iterator(long[][] children) {
        return Arrays.asList(children).iterator()::next;
    }

    /** Spreads the children evenly, so that each page has two at least. */
    private long[][] level(long count, Leaves children) {
        int pages = Math.toIntExact((count + MOST_CHILDREN - 1) / MOST_CHILDREN);
        long[][] made = new long[pages][];
        for (int i = 0; i < pages; i++) {
            made[i] = page(count * (i + 1) / pages - count * i / pages, children);
        }
        return made;
    }

    private long[] page(long count, Leaves children) {
        Page page = new Page(Page.TABLE_INTERIOR);
        for (long i = 1; i < count; i++) {
            long[] child = children.next();
            int at = page.add(4 + Varint.size(child[1]));
            PageBytes.putInt(page.bytes(), at, child[0]);
            Varint.put(page.bytes(), at + 4, child[1]);
        }
        long[] right = children.next();
        return new long[] {page.appendTo(file, right[0]), right[1]};
    }
}
