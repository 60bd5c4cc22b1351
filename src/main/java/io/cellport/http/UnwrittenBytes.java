package io.cellport.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * What of a body has come and is still to be written: collected in one array while another one is written. Belongs to one
 * event loop.
 */
final class UnwrittenBytes {

    /** As many as a piece may have, see {@link io.vertx.core.http.HttpServerOptions#setMaxChunkSize}. */
    private static final int FEW_BYTES = 8 << 10;

    private final IntSupplier share;

    private byte[] collected = new byte[FEW_BYTES];

    private int count;

    private byte[] taken = new byte[FEW_BYTES];

    /** @param share how many bytes may be kept; what comes at once may pass it by as many as {@link #FEW_BYTES} */
    UnwrittenBytes(IntSupplier share) {
        this.share = share;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count >= share.getAsInt();
    }

    void add(Buffer piece) {
        int needed = count + piece.length();
        if (needed > collected.length) {
            collected = Arrays.copyOf(collected, Math.max(needed, Math.min(2 * collected.length, most())));
        }
        piece.getBytes(collected, count);
        count = needed;
    }

    /** Takes everything, and gives back what was taken before. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(collected, 0, count);
        byte[] free = taken.length <= most() ? taken : new byte[FEW_BYTES];
        taken = collected;
        collected = free;
        count = 0;
        return all;
    }

    private int most() {
        return share.getAsInt() + FEW_BYTES;
    }
}
