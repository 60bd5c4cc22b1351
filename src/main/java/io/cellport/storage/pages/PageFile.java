package io.cellport.storage.pages;

import io.cellport.storage.FileSum;
import io.cellport.storage.HeadLastDigest;
import io.cellport.storage.PrivateFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executor;
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
    private final CRC32C checksum = new CRC32C();
    private final WriteBehind behind;
    private HeadLastDigest digest = new HeadLastDigest(PageBytes.SIZE);
    private HeadLastDigest digestAtFlush = digest.copy();
    private int filled;
    private long next = 2;

    /**
     * Opens a file, or creates it.
     *
     * @param forcing has a thread, now and then, that waits for the disk while pages are written; it may refuse
     */
    public PageFile(Path file, Executor forcing) throws IOException {
        channel = PrivateFiles.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ));
        behind = new WriteBehind(channel, forcing);
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
        long end = (newNext - 1) * PageBytes.SIZE;
        if (digest.next() > end) {
            digest = digestAtFlush.next() <= end ? digestAtFlush.copy() : new HeadLastDigest(PageBytes.SIZE);
        }
        Header.write(channel, applicationId, newNext - 1);
        channel.truncate(end);
    }

    /** Writes what is waiting, and a header that counts all pages. */
    public void finish(int applicationId) throws IOException {
        write();
        Header.write(channel, applicationId, next - 1);
    }

    /** Writes what is waiting, and returns the checksum of all pages since it was called last. */
    public long flush() {
        write();
        long sum = checksum.getValue();
        checksum.reset();
        goOnFromHere();
        return sum;
    }

    /**
     * The digest of the whole file. Only what was not written here, or has been changed by others since, is read: the
     * first page, and those behind the last one that was appended.
     *
     * @param heartbeat called again and again; what it throws is passed on
     */
    public FileSum sum(Runnable heartbeat) throws IOException {
        Piece toDigest = (at, size) -> {
            heartbeat.run();
            digest.update(at, buffer, 0, size);
        };
        if (!read(0, PageBytes.SIZE, toDigest) || !read(digest.next(), channel.size(), toDigest)) {
            throw new EOFException("the file of pages is too short");
        }
        return new FileSum(PageBytes.SIZE, digest.end());
    }

    /** The same of a file to which nothing is appended. */
    public static FileSum sum(Path file, Runnable heartbeat) throws IOException {
        return FileSum.of(file, PageBytes.SIZE, heartbeat);
    }

    /** Waits until no other thread uses the file; throws what one has failed with. */
    public void settle() throws IOException {
        behind.settle();
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
        boolean isThere = read((first - 1) * PageBytes.SIZE, (end - 1) * PageBytes.SIZE, (at, size) -> {
            sum.update(buffer, 0, size);
            addToDigest(at, size);
        });
        goOnFromHere();
        return isThere ? sum.getValue() : -1;
    }

    /** Pages behind these may be dropped: then others follow, or the same ones again. */
    private void goOnFromHere() {
        digestAtFlush = digest.copy();
    }

    @FunctionalInterface
    private interface Piece {
        /** Takes so many bytes, which stand at this position in the file and at the beginning of the buffer. */
        void take(long position, int size);
    }

    /** Reads a part of the file through the buffer; false if the file ends before. */
    private boolean read(long from, long to, Piece consumer) throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(buffer);
        for (long at = from; at < to; at += piece.position()) {
            piece.clear().limit((int) Math.min(buffer.length, to - at));
            if (channel.read(piece, at) <= 0) {
                return false;
            }
            consumer.take(at, piece.position());
        }
        return true;
    }

    /** What does not go on where the digest has come to is read in the end. */
    private void addToDigest(long at, int size) {
        if (digest.next() == at) {
            digest.update(at, buffer, 0, size);
        }
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
        System.arraycopy(page, 0, buffer, room(), PageBytes.SIZE);
        return next - 1;
    }

    /** Makes room for the next page and returns where it begins in the buffer. */
    private int room() {
        if (filled == buffer.length) {
            write();
        }
        filled += PageBytes.SIZE;
        next++;
        return filled - PageBytes.SIZE;
    }

    private void write() {
        checksum.update(buffer, 0, filled);
        long begin = (next - 1) * PageBytes.SIZE - filled;
        long at = begin;
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, filled);
        try {
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
            addToDigest(begin, filled);
            behind.wrote(filled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        filled = 0;
    }

    /**
     * Appends pages that hold the rest of a record, each with the number of the next one, and returns the first number.
     */
    long appendOverflow(RowValues record, int from) {
        skipLockPage();
        long first = next;
        int piece = PageBytes.SIZE - 4;
        for (int at = from; at < record.length(); at += piece) {
            int end = Math.min(at + piece, record.length());
            skipLockPage();
            long following = next + 1 == LOCK_PAGE ? next + 2 : next + 1;
            int page = room();
            PageBytes.putInt(buffer, page, end < record.length() ? following : 0);
            record.copy(at, end, buffer, page + 4);
            Arrays.fill(buffer, page + 4 + end - at, page + PageBytes.SIZE, (byte) 0);
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            behind.settle();
        }
    }
}
