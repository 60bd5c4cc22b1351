package io.cellport.http;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What of a body has come and is still to be written. Belongs to one event loop. */
final class UnwrittenBytes {

    private final IntSupplier share;

    private List<ByteBuf> pieces = new ArrayList<>();

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
        pieces.add(piece);
        count += piece.readableBytes();
    }

    /** Takes all pieces in their order. */
    List<ByteBuf> take() {
        List<ByteBuf> all = pieces;
        pieces = new ArrayList<>();
        count = 0;
        return all;
    }
}
