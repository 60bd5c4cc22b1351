package io.cellport.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Checks UTF-8. It refuses bytes that decoders read differently: overlong forms, lone surrogates, code points that do
 * not exist. Stateless.
 */
public final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ANY_NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Length of the byte order mark at the offset, 3 or 0; some editors put one before a text. */
    public static int markLength(byte[] bytes, int offset, int length) {
        boolean marked = length >= 3
                && bytes[offset] == (byte) 0xef
                && bytes[offset + 1] == (byte) 0xbb
                && bytes[offset + 2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }

    /** The text without its byte order mark; the same array if it has none. */
    public static byte[] withoutMark(byte[] bytes) {
        int mark = markLength(bytes, 0, bytes.length);
        return mark == 0 ? bytes : Arrays.copyOfRange(bytes, mark, bytes.length);
    }

    /** Whether the bytes are well-formed UTF-8 (table 3-7 of the Unicode Standard). */
    public static boolean isWellFormed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = asciiEnd(bytes, offset, end);
        while (at < end) {
            int size = sequenceSize(bytes, at, end);
            if (size == 0) {
                return false;
            }
            at = asciiEnd(bytes, at + size, end);
        }
        return true;
    }

    /** Whether every surrogate of the text is one of a pair, so that it can be encoded and read back. */
    public static boolean isEncodable(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static int asciiEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & ANY_NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Length of the sequence at an offset whose first byte is not ASCII; 0 if it is malformed. */
    private static int sequenceSize(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size == 0 || at + size > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = at + 2; i < at + size; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
