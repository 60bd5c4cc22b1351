package io.cellport.storage.pages;

import java.io.IOException;
import java.sql.SQLException;

/** One row as SQLite stores it: its number, and the bytes of its columns. Blocks; for one thread. */
public final class RowRecord {

    private static final int MOST_COLUMNS = 8;

    /** The number of the page in which a row goes on. */
    private static final int NEXT_PAGE = Integer.BYTES;

    private final PageReader file;
    private final byte[] overflow;
    private final int[] sizes = new int[MOST_COLUMNS];
    private byte[] page = {};
    private int at;
    private long number = Long.MIN_VALUE;
    private int begin;
    private int local;
    private int header;

    RowRecord(PageReader file) {
        this.file = file;
        this.overflow = new byte[file.pageBytes()];
    }

    /** Reads the cell that begins there in a leaf. */
    void read(byte[] leaf, int cell) throws SQLException {
        page = leaf;
        at = cell;
        long length = varint();
        long before = number;
        number = varint();
        if (number <= before || length < 0 || length > Math.min(Integer.MAX_VALUE, file.pages() * file.pageBytes())) {
            throw PageReader.damaged("rows are out of order or longer than the file");
        }
        begin = at;
        local = Cells.local((int) length, file.usableBytes() - 35, file.usableBytes());
        header = (int) varint();
        long end = header;
        for (int column = 0; at < begin + header; column++) {
            sizes[column] = size(varint());
            end += sizes[column];
        }
        int inPage = local < length ? local + NEXT_PAGE : local;
        if (end != length || at != begin + header || header > local || begin + inPage > file.usableBytes()) {
            throw PageReader.damaged("a row is not as long as it says");
        }
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = page[at++];
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return (value << 8) | (page[at++] & 0xff);
    }

    /** Bytes of a value of a type: a number of some size, or a blob or text of any length. */
    private static int size(long type) throws SQLException {
        if (type < 0 || type > 2L * Integer.MAX_VALUE) {
            throw PageReader.damaged("a value is too long");
        }
        return switch ((int) Math.min(type, 12)) {
            case 0, 8, 9 -> 0;
            case 5 -> 6;
            case 6, 7 -> 8;
            case 12 -> (int) (type - 12) / 2;
            default -> (int) type;
        };
    }

    public long number() {
        return number;
    }

    /** Bytes of a column; columns are counted from 0. */
    public int size(int column) {
        return sizes[column];
    }

    /** The bytes of a column that holds a text or a blob. */
    public byte[] bytes(int column) throws IOException, SQLException {
        int from = header;
        for (int i = 0; i < column; i++) {
            from += sizes[i];
        }
        byte[] value = new byte[sizes[column]];
        int here = Math.min(value.length, Math.max(0, local - from));
        if (here > 0) {
            System.arraycopy(page, begin + from, value, 0, here);
        }
        if (here < value.length) {
            readOn(from + here, value, here);
        }
        return value;
    }

    /** Goes through the pages in which the rest of the row is. */
    private void readOn(int from, byte[] value, int filled) throws IOException, SQLException {
        int piece = file.usableBytes() - 4;
        int done = filled;
        int skipped = from - local;
        for (long next = PageBytes.getInt(page, begin + local); done < value.length; skipped -= piece) {
            file.read(next, overflow);
            next = PageBytes.getInt(overflow, 0);
            if (skipped < piece) {
                int begins = Math.max(0, skipped);
                int count = Math.min(piece - begins, value.length - done);
                System.arraycopy(overflow, 4 + begins, value, done, count);
                done += count;
            }
        }
    }
}
