package io.cellport.storage.pages;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads a sorted run from its file. It never holds more than its buffer, however long keys are: of a longer one it
 * holds the beginning, which decides most comparisons; most of them are decided by eight bytes. Blocks; for one thread.
 */
final class RunCursor {

    /** Bytes that are read at a time of what is not in the buffer. */
    private static final int PIECE_BYTES = 64 << 10;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final FileChannel channel;
    private final long end;
    private final byte[] buffer;
    private final int common;
    private long unread;
    private int entry;
    private int filled;

    /** The bytes of the key behind those that all keys begin with, as far as it has them. */
    private long head;

    /**
     * @param bufferBytes {@link KeyRun#PREFIX} and more than {@link CommonPrefix#MOST_BYTES} at least, or the whole run
     * @param common bytes that all keys of all runs begin with
     */
    RunCursor(FileChannel channel, long begin, long end, int bufferBytes, int common) {
        this.channel = channel;
        this.unread = begin;
        this.end = end;
        this.buffer = new byte[bufferBytes];
        this.common = common;
    }

    /** Reads the first entry. */
    boolean begin() {
        return isThere();
    }

    /** Goes to the next entry; false at the end. */
    boolean next() {
        int size = KeyRun.PREFIX + length();
        if (size <= filled - entry) {
            entry += size;
        } else {
            unread = position() + size;
            entry = 0;
            filled = 0;
        }
        return isThere();
    }

    long row() {
        return KeyRun.row(buffer, entry);
    }

    byte[] key() {
        byte[] key = new byte[length()];
        int held = heldOfKey();
        System.arraycopy(buffer, entry + KeyRun.PREFIX, key, 0, held);
        readKey(held, key, held, key.length - held);
        return key;
    }

    /** Compares the entries at which both are: by key, then by number. */
    int compare(RunCursor other) {
        return head != other.head ? Long.compareUnsigned(head, other.head) : compareKeys(other);
    }

    private int compareKeys(RunCursor other) {
        if (isWhole() && other.isWhole()) {
            return KeyRun.compare(buffer, entry, other.buffer, other.entry);
        }
        int held = Math.min(heldOfKey(), other.heldOfKey());
        int key = entry + KeyRun.PREFIX;
        int otherKey = other.entry + KeyRun.PREFIX;
        int compared = Arrays.compareUnsigned(buffer, key, key + held, other.buffer, otherKey, otherKey + held);
        return compared != 0 ? compared : compareFrom(held, other);
    }

    private boolean isWhole() {
        return heldOfKey() == length();
    }

    private int compareFrom(int from, RunCursor other) {
        int common = Math.min(length(), other.length());
        byte[] piece = new byte[Math.min(PIECE_BYTES, common - from)];
        byte[] otherPiece = new byte[piece.length];
        for (int at = from; at < common; at += piece.length) {
            int size = Math.min(piece.length, common - at);
            readKey(at, piece, 0, size);
            other.readKey(at, otherPiece, 0, size);
            int compared = Arrays.compareUnsigned(piece, 0, size, otherPiece, 0, size);
            if (compared != 0) {
                return compared;
            }
        }
        int lengths = Integer.compare(length(), other.length());
        return lengths != 0 ? lengths : Long.compare(row(), other.row());
    }

    /** Bytes of the key. */
    int length() {
        return KeyRun.length(buffer, entry);
    }

    private int heldOfKey() {
        return Math.min(length(), filled - entry - KeyRun.PREFIX);
    }

    /** Where the current entry begins in the file. */
    private long position() {
        return unread - (filled - entry);
    }

    private boolean isThere() {
        if (position() == end) {
            return false;
        }
        hold(KeyRun.PREFIX);
        hold((int) Math.min(buffer.length, KeyRun.PREFIX + (long) length()));
        head = head(entry + KeyRun.PREFIX + common, Math.min(Long.BYTES, length() - common));
        return true;
    }

    private long head(int from, int size) {
        if (size == Long.BYTES) {
            return (long) LONG.get(buffer, from);
        }
        long bytes = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes = bytes << Byte.SIZE | (i < size ? buffer[from + i] & 0xff : 0);
        }
        return bytes;
    }

    private void hold(int bytes) {
        if (filled - entry >= bytes) {
            return;
        }
        System.arraycopy(buffer, entry, buffer, 0, filled - entry);
        filled -= entry;
        entry = 0;
        int most = (int) Math.min(buffer.length - filled, end - unread);
        read(unread, buffer, filled, most);
        filled += most;
        unread += most;
        if (filled < bytes) {
            throw tooShort();
        }
    }

    private void readKey(int at, byte[] into, int from, int size) {
        read(position() + KeyRun.PREFIX + at, into, from, size);
    }

    private void read(long position, byte[] into, int from, int size) {
        try {
            for (int done = 0; done < size; ) {
                int most = Math.min(PIECE_BYTES, size - done);
                int read = channel.read(ByteBuffer.wrap(into, from + done, most), position + done);
                if (read < 0) {
                    throw tooShort();
                }
                done += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UncheckedIOException tooShort() {
        return new UncheckedIOException(new EOFException("the file of sorted keys is too short"));
    }
}
