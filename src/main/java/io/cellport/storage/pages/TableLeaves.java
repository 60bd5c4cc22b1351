package io.cellport.storage.pages;

/** Appends the rows of one table in the order of their numbers. For one thread. */
public final class TableLeaves {

    private final PageFile file;
    private final Leaves leaves;
    private final Page page = new Page(Page.TABLE_LEAF);
    private long last;

    /** Told of each page that was appended. */
    @FunctionalInterface
    public interface Leaves {

        /**
         * A page was appended.
         *
         * @param lastRow the number of the last row in the page
         */
        void added(long page, long lastRow);
    }

    public TableLeaves(PageFile file, Leaves leaves) {
        this.file = file;
        this.leaves = leaves;
    }

    /** Adds a row; its number is greater than that of the one before. */
    public void add(long row, RowValues values) {
        RowValues record = values.end();
        int local = Cells.local(record.length(), Cells.MOST_IN_TABLE);
        boolean isWhole = local == record.length();
        int size = Varint.size(record.length()) + Varint.size(row) + local + (isWhole ? 0 : 4);
        if (!page.hasRoomFor(size)) {
            flush();
        }
        long rest = isWhole ? 0 : file.appendOverflow(record, local);
        int at = Varint.put(page.bytes(), page.add(size), record.length());
        at = Varint.put(page.bytes(), at, row);
        record.copy(0, local, page.bytes(), at);
        if (!isWhole) {
            PageBytes.putInt(page.bytes(), at + local, rest);
        }
        last = row;
    }

    /** Appends the page that is not full yet. */
    public void flush() {
        if (!page.isEmpty()) {
            leaves.added(page.appendTo(file, 0), last);
        }
    }
}
