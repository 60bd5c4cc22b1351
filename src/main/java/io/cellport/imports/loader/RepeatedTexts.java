package io.cellport.imports.loader;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows again the strings that line after line has at the same place, such as the id of the box: where the bytes are
 * those of the line before, quotes included, the parser need not make the text once more. One object is reused for all
 * lines. For one thread.
 */
final class RepeatedTexts {

    /** The model has no more strings of interest in a line. */
    private static final int PLACES = 16;

    private static final int LONGEST = 64;

    private final String[] texts = new String[PLACES];
    private final byte[][] bytes = new byte[PLACES][LONGEST];

    /** Bytes that are known; none if a text was not the same in two lines. */
    private final int[] sizes = new int[PLACES];

    private byte[] line = {};
    private int offset;
    private int length;
    private int place;

    RepeatedTexts() {
        Arrays.fill(texts, "");
    }

    void start(byte[] newLine, int newOffset, int newLength) {
        line = newLine;
        offset = newOffset;
        length = newLength;
        place = 0;
    }

    /** Goes to the next place, where a string begins; returns its text if the string is that of the line before. */
    @Nullable
    String next(long begin) {
        int here = place++;
        if (here >= PLACES || sizes[here] == 0 || begin + sizes[here] > length) {
            return null;
        }
        int from = offset + (int) begin;
        return Arrays.equals(bytes[here], 0, sizes[here], line, from, from + sizes[here]) ? texts[here] : null;
    }

    /** Bytes of the string that {@link #next} has returned, with its quotes. */
    int size() {
        return sizes[place - 1];
    }

    /** Tells what the parser has read instead. */
    void read(String text, long begin, long end) {
        int here = place - 1;
        if (here >= PLACES) {
            return;
        }
        boolean isShort = end - begin <= LONGEST;
        if (isShort && text.equals(texts[here])) {
            sizes[here] = (int) (end - begin);
            System.arraycopy(line, offset + (int) begin, bytes[here], 0, sizes[here]);
        } else {
            sizes[here] = 0;
            texts[here] = isShort ? text : "";
        }
    }
}
