package io.cellport.storage.pages;

import java.util.Arrays;

/** One page of a tree while its cells are added, in their order. For one thread. */
final class Page {

    static final int TABLE_LEAF = 13;
    static final int TABLE_INTERIOR = 5;
    static final int INDEX_LEAF = 10;
    static final int INDEX_INTERIOR = 2;

    private final byte[] bytes = new byte[PageBytes.SIZE];
    private final int type;
    private final int header;
    private int cells;
    private int content = PageBytes.SIZE;
    private int lastBytes;

    Page(int type) {
        this.type = type;
        this.header = type == TABLE_LEAF || type == INDEX_LEAF ? 8 : 12;
    }

    boolean isEmpty() {
        return cells == 0;
    }

    boolean hasRoomFor(int cellBytes) {
        return content - cellBytes >= header + 2 * (cells + 1);
    }

    /** Makes room for the next cell and returns where it begins in {@link #bytes}. */
    int add(int cellBytes) {
        content -= cellBytes;
        PageBytes.putShort(bytes, header + 2 * cells++, content);
        lastBytes = cellBytes;
        return content;
    }

    /** Takes out the cell that was added last, once. */
    byte[] removeLast() {
        byte[] last = Arrays.copyOfRange(bytes, content, content + lastBytes);
        Arrays.fill(bytes, content, content + lastBytes, (byte) 0);
        PageBytes.putShort(bytes, header + 2 * --cells, 0);
        content += lastBytes;
        return last;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Appends the page to the file, empties it and returns the number that it has got. */
    long appendTo(PageFile file, long rightChild) {
        bytes[0] = (byte) type;
        PageBytes.putShort(bytes, 3, cells);
        PageBytes.putShort(bytes, 5, content);
        if (header == 12) {
            PageBytes.putInt(bytes, 8, rightChild);
        }
        long number = file.append(bytes);
        Arrays.fill(bytes, (byte) 0);
        cells = 0;
        content = PageBytes.SIZE;
        return number;
    }
}
