package io.cellport.storage.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Appends an index whose entries come in their order. An entry stands once, in a leaf or above; so the one that does
 * not fit into a full page goes up, as soon as another follows that begins the next page. For one thread.
 */
public final class IndexTree {

    private final PageFile file;
    private final List<Level> levels = new ArrayList<>();

    public IndexTree(PageFile file) {
        this.file = file;
        levels.add(new Level(0));
    }

    /** Adds an entry that is greater than the one before. */
    public void add(RowValues values) {
        RowValues record = values.end();
        int local = Cells.local(record.length(), Cells.MOST_IN_INDEX);
        boolean isWhole = local == record.length();
        int prefix = Varint.size(record.length());
        byte[] cell = new byte[prefix + local + (isWhole ? 0 : 4)];
        Varint.put(cell, 0, record.length());
        record.copy(0, local, cell, prefix);
        if (!isWhole) {
            PageBytes.putInt(cell, prefix + local, file.appendOverflow(record, local));
        }
        levels.get(0).add(0, cell);
    }

    /** Appends what is left and returns the number of the topmost page. */
    public long finish() {
        long top = 0;
        for (int i = 0; i < levels.size(); i++) {
            top = levels.get(i).finish(top);
        }
        return top;
    }

    private Level above(int height) {
        if (levels.size() == height + 1) {
            levels.add(new Level(height + 1));
        }
        return levels.get(height + 1);
    }

    private final class Level {

        private final int height;
        private final int childBytes;
        private final Page page;
        private byte[] waiting = {};
        private long waitingChild;

        Level(int height) {
            this.height = height;
            this.childBytes = height == 0 ? 0 : 4;
            this.page = new Page(height == 0 ? Page.INDEX_LEAF : Page.INDEX_INTERIOR);
        }

        void add(long child, byte[] cell) {
            if (waiting.length > 0) {
                above(height).add(page.appendTo(file, waitingChild), waiting);
                waiting = new byte[0];
            }
            if (page.hasRoomFor(childBytes + cell.length)) {
                put(child, cell);
            } else {
                waiting = cell;
                waitingChild = child;
            }
        }

        private void put(long child, byte[] cell) {
            int at = page.add(childBytes + cell.length);
            if (childBytes > 0) {
                PageBytes.putInt(page.bytes(), at, child);
            }
            System.arraycopy(cell, 0, page.bytes(), at + childBytes, cell.length);
        }

        /** If nothing follows the entry that did not fit, the one before it goes up in its place. */
        long finish(long rightChild) {
            if (waiting.length > 0) {
                byte[] last = page.removeLast();
                long child = childBytes > 0 ? PageBytes.getInt(last, 0) : 0;
                byte[] cell = Arrays.copyOfRange(last, childBytes, last.length);
                above(height).add(page.appendTo(file, child), cell);
                put(waitingChild, waiting);
                waiting = new byte[0];
            }
            return page.appendTo(file, rightChild);
        }
    }
}
