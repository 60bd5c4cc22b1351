package io.cellport.cell.generation;

import java.util.Arrays;

/**
 * Entities as keys that are sorted by type, and then by the bytes of ids. An id ends in two zero bytes, and a zero byte
 * in it is followed by one that is greater; so an id that begins with another one comes behind it. Stateless.
 */
final class IdKey {

    private static final byte ESCAPED = 1;

    private IdKey() {}

    /** What stands before the source. */
    static byte[] of(int type, byte[] id) {
        // Exactly as long as it becomes: an id may have megabytes.
        byte[] key = new byte[1 + id.length + zeros(id) + 2];
        int at = 0;
        key[at++] = (byte) type;
        for (byte next : id) {
            key[at++] = next;
            if (next == 0) {
                key[at++] = ESCAPED;
            }
        }
        return key;
    }

    private static int zeros(byte[] id) {
        int zeros = 0;
        for (byte next : id) {
            zeros += next == 0 ? 1 : 0;
        }
        return zeros;
    }

    static int type(byte[] key) {
        return key[0];
    }

    /** Where the source begins. */
    static int end(byte[] key) {
        int at = 1;
        while (key[at] != 0 || key[at + 1] != 0) {
            at++;
        }
        return at + 2;
    }

    static byte[] id(byte[] key) {
        int end = end(key) - 2;
        byte[] id = Arrays.copyOfRange(key, 1, end);
        int length = 0;
        for (int i = 0; i < id.length; i++) {
            id[length++] = id[i];
            i += id[i] == 0 ? 1 : 0;
        }
        return length == id.length ? id : Arrays.copyOf(id, length);
    }
}
