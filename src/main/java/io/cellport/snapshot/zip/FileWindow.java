package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads part of a file forwards through a small buffer; numbers are little-endian. It does not move the channel's own
 * position, so several windows can read the same channel. Blocks; for one thread.
 */
final class FileWindow {

    private final BlobReader file;
    private long end;
    private final ByteBuffer buffer;
    private long filled;

    /** A window that reads from {@code start} and never beyond {@code end}, {@code capacity} bytes at a time. */
    FileWindow(BlobReader file, long start, long end, int capacity) {
        this.file = file;
        this.end = end;
        this.filled = start;
        buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** Offset in the file of the next byte to be read. */
    long position() {
        return filled - buffer.remaining();
    }

    /** Bytes up to the end of the window. */
    long remaining() {
        return end - position();
    }

    int u16() throws IOException {
        return need(2).getShort() & 0xffff;
    }

    long u32() throws IOException {
        return need(4).getInt() & 0xffff_ffffL;
    }

    /** The next {@code count} bytes, which may be more than the buffer holds. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count; ) {
            int n = Math.min(need(1).remaining(), count - at);
            buffer.get(bytes, at, n);
            at += n;
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        if (count > remaining()) {
            throw new EOFException();
        }
        int buffered = (int) Math.min(count, buffer.remaining());
        buffer.position(buffer.position() + buffered);
        filled += count - buffered;
    }

    /** Reads at least one byte and at most {@code length}; do not call it at the end of the window. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        int n = Math.min(need(1).remaining(), length);
        buffer.get(bytes, offset, n);
        return n;
    }

    /**
     * Ends the window after the next {@code length} bytes.
     *
     * @throws EOFException if it has fewer
     */
    void narrow(long length) throws IOException {
        if (length > remaining()) {
            throw new EOFException();
        }
        end = position() + length;
        int surplus = (int) Math.max(0, filled - end);
        buffer.limit(buffer.limit() - surplus);
        filled -= surplus;
    }

    private ByteBuffer need(int count) throws IOException {
        if (buffer.remaining() < count) {
            buffer.compact().limit((int) Math.min(buffer.capacity(), buffer.position() + (end - filled)));
            while (buffer.position() < count) {
                int n = buffer.hasRemaining() ? file.read(buffer, filled) : -1;
                if (n < 0) {
                    throw new EOFException();
                }
                filled += n;
            }
            buffer.flip();
        }
        return buffer;
    }
}
