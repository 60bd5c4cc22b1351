package io.cellport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What of a body has come and is still to be written. Small pieces are put together, because each takes some hundred
 * bytes beside its own, and a write. Belongs to one event loop.
 */
final class UnwrittenBytes {

    private static final int SMALL = 1 << 10;

    private static final int TOGETHER = 8 << 10;

    private final IntSupplier share;

    private List<ByteBuf> pieces = new ArrayList<>();

    /** The last piece, if small ones may be added to it. */
    private @Nullable ByteBuf together;

    private int count;

    /** @param share how many bytes may be kept; the last piece may pass it */
    UnwrittenBytes(IntSupplier share) {
        this.share = share;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count >= share.getAsInt();
    }

    /** Keeps a piece, which whoever takes it releases. */
    void add(ByteBuf piece) {
        count += piece.readableBytes();
        if (piece.readableBytes() < SMALL) {
            addSmall(piece);
        } else {
            pieces.add(piece);
            together = null;
        }
    }

    private void addSmall(ByteBuf piece) {
        try {
            if (together == null || together.maxWritableBytes() < piece.readableBytes()) {
                together = Unpooled.buffer(piece.readableBytes(), TOGETHER);
                pieces.add(together);
            }
            together.writeBytes(piece);
        } finally {
            piece.release();
        }
    }

    /** Takes all pieces in their order. */
    List<ByteBuf> take() {
        List<ByteBuf> all = pieces;
        pieces = new ArrayList<>();
        together = null;
        count = 0;
        return all;
    }
}
