package io.cellport.storage.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rows of one table in the order of their numbers, read without SQLite from a file that nobody changes. A file that
 * is damaged may have rows that nobody has written, but it has an end. What goes against the format is an
 * {@link SQLException} with the code for damage. Blocks; for one thread.
 */
public final class TableRows implements AutoCloseable {

    /** More pages above each other than a file of any size has. */
    private static final int DEEPEST = 20;

    private final PageReader file;
    private final Deque<Tree> above = new ArrayDeque<>();
    private final RowRecord row;
    private Tree leaf;
    private long pages;

    /**
     * Stands before the first row.
     *
     * @param root the number of the table's topmost page
     */
    public TableRows(Path path, long root) throws IOException, SQLException {
        file = new PageReader(path);
        row = new RowRecord(file);
        try {
            leaf = down(root);
        } catch (IOException | SQLException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** A page of the tree, and how many of its cells have been passed. */
    private static final class Tree {

        private final byte[] bytes;
        private int passed;

        Tree(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isLeaf() {
            return bytes[0] == Page.TABLE_LEAF;
        }

        int cells() {
            return PageBytes.getShort(bytes, 3);
        }

        /** Where the next cell begins. */
        int next() {
            return PageBytes.getShort(bytes, (isLeaf() ? 8 : 12) + 2 * passed++);
        }

        /** The next page below; behind all cells there is one more. */
        long child() {
            if (passed == cells()) {
                passed++;
                return PageBytes.getInt(bytes, 8);
            }
            return PageBytes.getInt(bytes, next());
        }
    }

    /** Goes to the next row; false at the end. */
    public boolean next() throws IOException, SQLException {
        try {
            while (leaf.passed == leaf.cells()) {
                while (!above.isEmpty()
                        && above.element().passed > above.element().cells()) {
                    above.remove();
                }
                if (above.isEmpty()) {
                    return false;
                }
                leaf = down(above.element().child());
            }
            row.read(leaf.bytes, leaf.next());
            return true;
        } catch (IndexOutOfBoundsException e) {
            throw PageReader.damaged("a cell leaves its page");
        }
    }

    /** The first leaf below a page, or the page itself. */
    private Tree down(long root) throws IOException, SQLException {
        for (long page = root; ; page = above.element().child()) {
            if (++pages > file.pages()) {
                throw PageReader.damaged("a page is there twice");
            }
            Tree tree = new Tree(new byte[file.pageBytes()]);
            file.read(page, tree.bytes);
            if (tree.isLeaf()) {
                return tree;
            }
            if (tree.bytes[0] != Page.TABLE_INTERIOR || above.size() == DEEPEST) {
                throw PageReader.damaged("a page is not one of a table");
            }
            above.push(tree);
        }
    }

    /** The row at which this is; it changes with {@link #next}. */
    public RowRecord row() {
        return row;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
