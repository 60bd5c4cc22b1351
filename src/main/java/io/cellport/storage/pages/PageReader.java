package io.cellport.storage.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Reads pages of a SQLite file that nobody changes. It reads ahead, because pages that belong together mostly follow
 * one another. Blocks; for one thread.
 */
final class PageReader implements AutoCloseable {

    private static final int HEADER_BYTES = 100;
    private static final int AHEAD_BYTES = 128 << 10;

    private final FileChannel channel;
    private final int pageBytes;
    private final int usableBytes;
    private final long pages;
    private final ByteBuffer ahead;
    private long aheadAt;

    PageReader(Path file) throws IOException, SQLException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            fill(header, 0);
            if (header.hasRemaining()) {
                throw damaged("the file has no header");
            }
            int size = header.getShort(16) & 0xffff;
            pageBytes = size == 1 ? 1 << 16 : size;
            usableBytes = pageBytes - (header.get(20) & 0xff);
            if (Integer.bitCount(pageBytes) != 1 || usableBytes < 480) {
                throw damaged("pages have an impossible size");
            }
            pages = channel.size() / pageBytes;
            ahead = ByteBuffer.allocate(Math.max(AHEAD_BYTES, pageBytes)).limit(0);
        } catch (IOException | SQLException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** What SQLite itself would say. */
    static SQLException damaged(String what) {
        return new SQLiteException(what, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    int pageBytes() {
        return pageBytes;
    }

    /** How many pages there are. */
    long pages() {
        return pages;
    }

    /** Bytes of a page that hold something. */
    int usableBytes() {
        return usableBytes;
    }

    /** Reads a page into the beginning of an array; pages are numbered from 1. */
    void read(long page, byte[] into) throws IOException, SQLException {
        long at = (page - 1) * pageBytes;
        if (page < 1 || page > pages) {
            throw damaged("there is no such page");
        }
        if (at < aheadAt || at + pageBytes > aheadAt + ahead.limit()) {
            ahead.clear();
            aheadAt = at;
            fill(ahead, at);
            ahead.flip();
            if (ahead.limit() < pageBytes) {
                throw damaged("the file has become shorter");
            }
        }
        ahead.get((int) (at - aheadAt), into, 0, pageBytes);
    }

    private void fill(ByteBuffer buffer, long at) throws IOException {
        long next = at;
        for (int count = 0; count >= 0 && buffer.hasRemaining(); next += count) {
            count = channel.read(buffer, next);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
