package io.cellport.storage.pages;

import io.cellport.storage.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A file to which pages are appended. Pages are numbered from 1; the first one is the header. Failures of the disk are
 * {@link UncheckedIOException}s. Blocks; for one thread.
 */
public final class PageFile implements AutoCloseable {

    /** SQLite locks bytes of this page, so that nothing may be stored in it: the one at 1 GiB. */
    private static final long LOCK_PAGE = (1L << 30) / PageBytes.SIZE + 1;

    private static final int BUFFER_PAGES = 64;

    private static final byte[] EMPTY = new byte[PageBytes.SIZE];

    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER_PAGES * PageBytes.SIZE];
    private final byte[] overflow = new byte[PageBytes.SIZE];
    private final CRC32C checksum = new CRC32C();
    private int filled;
    private long next = 2;

    /** Opens a file, or creates it. */
    public PageFile(Path file) throws IOException {
        channel = PrivateFiles.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ));
    }

    /** The number that the next page gets. */
    public long next() {
        return next;
    }

    /** Drops all pages from this number on; the header gets its first form. */
    public void cutTo(long newNext, int applicationId) throws IOException {
        filled = 0;
        next = newNext;
        checksum.reset();
        Header.write(channel, applicationId, newNext - 1);
        channel.truncate((newNext - 1) * PageBytes.SIZE);
    }

    /** Writes what is waiting, and a header that counts all pages. */
    public void finish(int applicationId) throws IOException {
        flush();
        Header.write(channel, applicationId, next - 1);
    }

    /** Writes what is waiting, and returns the checksum of all pages since it was called last. */
    public long flush() {
        write();
        long sum = checksum.getValue();
        checksum.reset();
        return sum;
    }

    /** Whether all of the pages are in the file, with this checksum. */
    public boolean isWhole(long first, long end, long expected) {
        try {
            return checksum(first, end) == expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long checksum(long first, long end) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer piece = ByteBuffer.wrap(buffer);
        long to = (end - 1) * PageBytes.SIZE;
        for (long at = (first - 1) * PageBytes.SIZE; at < to; at += piece.position()) {
            piece.clear().limit((int) Math.min(buffer.length, to - at));
            if (channel.read(piece, at) <= 0) {
                return -1;
            }
            sum.update(buffer, 0, piece.position());
        }
        return sum.getValue();
    }

    long append(byte[] page) {
        skipLockPage();
        return put(page);
    }

    private void skipLockPage() {
        if (next == LOCK_PAGE) {
            put(EMPTY);
        }
    }

    private long put(byte[] page) {
        if (filled == buffer.length) {
            write();
        }
        System.arraycopy(page, 0, buffer, filled, PageBytes.SIZE);
        filled += PageBytes.SIZE;
        return next++;
    }

    private void write() {
        checksum.update(buffer, 0, filled);
        long at = (next - 1) * PageBytes.SIZE - filled;
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, filled);
        try {
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        filled = 0;
    }

    /** Appends pages that hold the rest of a value, each with the number of the next one, and returns the first number. */
    long appendOverflow(byte[] bytes, int from, int to) {
        skipLockPage();
        long first = next;
        int piece = PageBytes.SIZE - 4;
        for (int at = from; at < to; at += piece) {
            int size = Math.min(piece, to - at);
            skipLockPage();
            long following = next + 1 == LOCK_PAGE ? next + 2 : next + 1;
            PageBytes.putInt(overflow, 0, at + size < to ? following : 0);
            System.arraycopy(bytes, at, overflow, 4, size);
            Arrays.fill(overflow, 4 + size, PageBytes.SIZE, (byte) 0);
            put(overflow);
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
