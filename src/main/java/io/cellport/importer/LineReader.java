package io.cellport.importer;

import io.cellport.message.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream at line feeds without ever holding more than one line of bounded length. One thread. */
final class LineReader {

    private static final int INITIAL_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxLineBytes;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int filled;
    private int unread;
    private int start;
    private int length;
    private long consumed;

    LineReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Goes to the next line, which then stands in {@link #buffer} at {@link #start} until the next call. A last line
     * needs no line feed.
     *
     * @return false at the end of the stream
     * @throws io.cellport.message.ApiException {@code PR400-MC-0006} if the line is longer than allowed
     */
    boolean next() throws IOException {
        int scan = unread;
        while (true) {
            for (int i = scan; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1);
                }
            }
            if (filled - unread > maxLineBytes) {
                throw ErrorCode.PR400_MC_0006.exception("lineBytes", Integer.toString(maxLineBytes));
            }
            scan = makeRoom();
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return filled > unread && line(filled, filled);
            }
            filled += count;
        }
    }

    private boolean line(int end, int next) {
        start = unread;
        length = end - unread;
        consumed += next - unread;
        unread = next;
        return true;
    }

    private int makeRoom() {
        System.arraycopy(buffer, unread, buffer, 0, filled - unread);
        filled -= unread;
        unread = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return filled;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Bytes of the stream up to the end of the current line, its line feed included. */
    long consumed() {
        return consumed;
    }
}
