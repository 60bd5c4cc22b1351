package io.cellport.imports.loader;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.Utf8;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Splits a stream at line feeds and holds one line of bounded length at a time. Before a long line is read, it takes
 * memory from the unit's budget: enough for all copies of the line until it is stored. Blocks; for one thread.
 */
public final class LineReader {

    /** Lines up to this length take nothing from the budget: few of them are in memory at a time. */
    private static final int FREE_BYTES = 256 << 10;

    private static final int STEP_BYTES = 64 << 10;

    /**
     * Bytes of memory for each byte of a line: first the line, and its name as characters (two bytes each) in the
     * parser, in a builder and as text; later text, key, source and the copies of the database driver.
     */
    static final int COST = 7;

    private final InputStream in;
    private final MemoryShare memory;
    private final int maxLineBytes;
    private byte[] buffer = new byte[STEP_BYTES];
    private Optional<MemoryShare.Grant> grant = Optional.empty();
    private int filled;
    private int unread;
    private int start;
    private int length;
    private long consumed;

    /** @param maxLineBytes the longest line allowed; less if the whole budget has no memory for such a line */
    public LineReader(InputStream in, int maxLineBytes, MemoryShare memory) {
        this.in = in;
        this.memory = memory;
        this.maxLineBytes = (int) Math.min(maxLineBytes, memory.most() / COST);
    }

    /**
     * Goes to the next line, which is then in {@link #buffer} at {@link #start} until the next call. The last line
     * needs no line feed. A byte order mark before the first line is skipped.
     *
     * @return false at the end of the stream
     * @throws io.cellport.error.ApiException {@code PR400-MC-0006} if the line is longer than allowed;
     *     {@link #skipRest} goes past it
     */
    boolean next() throws IOException {
        giveBack();
        int scan = unread;
        while (true) {
            for (int i = scan; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1);
                }
            }
            if (filled - unread > maxLineBytes) {
                throw ApiException.of(ErrorCode.PR400_MC_0006, "lineBytes", Integer.toString(maxLineBytes));
            }
            scan = makeRoom();
            int count = in.read(buffer, filled, Math.min(STEP_BYTES, buffer.length - filled));
            if (count < 0) {
                return filled > unread && line(filled, filled);
            }
            filled += count;
        }
    }

    /** Goes to the end of a line that is too long, piece by piece; the current line is then an empty one. */
    void skipRest() throws IOException {
        length = 0;
        while (filled >= 0) {
            for (int i = unread; i < filled; i++) {
                if (buffer[i] == '\n') {
                    consumed += i + 1 - unread;
                    unread = i + 1;
                    return;
                }
            }
            consumed += filled - unread;
            unread = 0;
            filled = in.read(buffer, 0, STEP_BYTES);
        }
        filled = 0;
    }

    private boolean line(int end, int next) {
        int mark = consumed == 0 ? Utf8.markLength(buffer, unread, end - unread) : 0;
        start = unread + mark;
        length = end - start;
        consumed += next - unread;
        unread = next;
        return true;
    }

    /**
     * Goes back to a small buffer. The rest after a long line fits into it, because the stream is read in small steps.
     */
    private void giveBack() {
        if (buffer.length > FREE_BYTES && filled - unread <= FREE_BYTES) {
            moveTo(new byte[FREE_BYTES]);
        }
        handOver().ifPresent(MemoryShare.Grant::close);
    }

    private int makeRoom() {
        if (unread > 0) {
            moveTo(buffer);
        }
        if (filled == buffer.length) {
            int capacity = (int) Math.min(buffer.length * 2L, Math.max(FREE_BYTES, (long) maxLineBytes + STEP_BYTES));
            if (capacity > FREE_BYTES) {
                takeFor(Math.min(capacity, maxLineBytes));
            }
            moveTo(new byte[capacity]);
        }
        return filled;
    }

    /** Gives memory back before it takes more: otherwise two runs that each hold some would wait for each other. */
    private void takeFor(int lineBytes) {
        handOver().ifPresent(MemoryShare.Grant::close);
        grant = Optional.of(memory.take((long) COST * lineBytes));
    }

    private void moveTo(byte[] room) {
        System.arraycopy(buffer, unread, room, 0, filled - unread);
        filled -= unread;
        unread = 0;
        buffer = room;
    }

    /** Whether the line contains white space only. */
    boolean isBlank() {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
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

    /** The memory of the current line, if it is a long one; from now on the caller must give it back. */
    Optional<MemoryShare.Grant> handOver() {
        Optional<MemoryShare.Grant> handed = grant;
        grant = Optional.empty();
        return handed;
    }
}
