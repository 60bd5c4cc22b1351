package io.cellport.storage.pages;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a sorted run from its file. Blocks; for one thread. */
final class RunCursor {

    private final FileChannel channel;
    private long unread;
    private final long end;
    private byte[] buffer;
    private int entry;
    private int filled;

    RunCursor(FileChannel channel, long begin, long end, int bufferBytes) {
        this.channel = channel;
        this.unread = begin;
        this.end = end;
        this.buffer = new byte[bufferBytes];
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the current entry begins in {@link #buffer}. */
    int entry() {
        return entry;
    }

    /** Reads the first entry. */
    boolean begin() {
        return isComplete();
    }

    /** Goes to the next entry; false at the end. */
    boolean next() {
        entry += KeyRun.PREFIX + KeyRun.length(buffer, entry);
        return isComplete();
    }

    private boolean isComplete() {
        if (!has(KeyRun.PREFIX)) {
            return false;
        }
        if (!has(KeyRun.PREFIX + KeyRun.length(buffer, entry))) {
            throw new UncheckedIOException(new EOFException("the file of sorted keys is too short"));
        }
        return true;
    }

    private boolean has(int bytes) {
        if (filled - entry >= bytes) {
            return true;
        }
        byte[] room = bytes > buffer.length ? new byte[bytes] : buffer;
        System.arraycopy(buffer, entry, room, 0, filled - entry);
        buffer = room;
        filled -= entry;
        entry = 0;
        fill();
        return filled >= bytes;
    }

    private void fill() {
        try {
            while (filled < buffer.length && unread < end) {
                int most = (int) Math.min(buffer.length - filled, end - unread);
                int read = channel.read(ByteBuffer.wrap(buffer, filled, most), unread);
                if (read < 0) {
                    return;
                }
                filled += read;
                unread += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
