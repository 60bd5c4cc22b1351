package io.cellport.imports.loader;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * Copies the {@code _source} object out of a line byte by byte, and puts the target cell's id in place of marked
 * strings. Positions count from the line's first byte. One object is reused for all lines. For one thread.
 */
final class SourceSplicer {

    /** Only {@code c} and {@code b} are replaced; a line that repeats them more often than this is refused. */
    private static final int MAX_REPLACEMENTS = 8;

    private final byte[] target;
    private final int[] cuts = new int[2 * MAX_REPLACEMENTS];
    private int cutCount;
    private byte[] line = {};
    private int offset;
    private int begin;
    private int end;

    SourceSplicer(CellMapping mapping) {
        target = ('"' + mapping.to() + '"').getBytes(StandardCharsets.UTF_8);
    }

    void start(byte[] newLine, int newOffset) {
        line = newLine;
        offset = newOffset;
        cutCount = 0;
        begin = 0;
        end = -1;
    }

    void begin(long position) {
        begin = (int) position;
    }

    void end(long position) {
        end = (int) position;
    }

    boolean isComplete() {
        return end >= 0;
    }

    /** Marks a string, including its quotes, that the target cell's id replaces. */
    void replaceWithTarget(long from, long to) {
        if (cutCount == cuts.length) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "c", "given once");
        }
        cuts[cutCount++] = (int) from;
        cuts[cutCount++] = (int) to;
    }

    byte[] copy() {
        int size = end - begin;
        for (int i = 0; i < cutCount; i += 2) {
            size += target.length - (cuts[i + 1] - cuts[i]);
        }
        byte[] copy = new byte[size];
        int from = begin;
        int at = 0;
        for (int i = 0; i < cutCount; i += 2) {
            at = append(copy, at, from, cuts[i]);
            System.arraycopy(target, 0, copy, at, target.length);
            at += target.length;
            from = cuts[i + 1];
        }
        append(copy, at, from, end);
        return copy;
    }

    private int append(byte[] copy, int at, int from, int to) {
        System.arraycopy(line, offset + from, copy, at, to - from);
        return at + to - from;
    }
}
