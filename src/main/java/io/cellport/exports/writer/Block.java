package io.cellport.exports.writer;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * A piece of an entry's content. What it is deflated to depends on nothing but the record, so that threads may deflate
 * the pieces of an entry in any order. Nobody changes its arrays. For one thread.
 *
 * @param before the piece before, of which this one may repeat something; empty if there is none
 * @param isLast whether the entry ends with it
 */
record Block(byte[] content, byte[] before, boolean isLast) {

    /** Bytes of a full one. Of smaller ones each costs more, and larger ones keep threads waiting for each other. */
    static final int BYTES = 128 << 10;

    /** How far deflate looks back. */
    private static final int WINDOW = 32 << 10;

    /** The bytes that follow those of the piece before; they begin with a bit of their own byte. */
    byte[] deflated(Deflater deflater) {
        deflater.reset();
        int known = Math.min(before.length, WINDOW);
        if (known > 0) {
            deflater.setDictionary(before, before.length - known, known);
        }
        deflater.setInput(content);
        if (isLast) {
            deflater.finish();
        }
        int flush = isLast ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
        // What does not compress becomes a little longer.
        byte[] room = new byte[content.length + (content.length >> 10) + 64];
        int count = deflater.deflate(room, 0, room.length, flush);
        while (count == room.length) {
            room = Arrays.copyOf(room, 2 * count);
            count += deflater.deflate(room, count, room.length - count, flush);
        }
        return Arrays.copyOf(room, count);
    }
}
